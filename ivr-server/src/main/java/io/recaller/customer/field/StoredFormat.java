package io.recaller.customer.field;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * What {@link FieldFormat#value} takes, as a piece of SQL: rows were written before values were
 * checked, or while the settings said another kind. Digits of other scripts are not known here, and
 * every month has 31 days.
 */
final class StoredFormat {
    private static final String BETWEEN_DIGITS =
            "[ \u00A0\u1680\u2000-\u200F\u2010-\u2013\u202A-\u202F\u205F-\u2064\u2066-\u2069\u3000\u00AD\uFEFF-]";

    private static final String BETWEEN_GROUPS =
            "[ \u00A0\u1680\u2000-\u200F\u202F\u205F\u3000''\u2019]";

    private static final String UNPRINTABLE = "[\u0001-\u001F\u007F-\u009F\u2028\u2029]";

    private static final String DATE =
            "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                    + "|(0?[1-9]|[12][0-9]|3[01])[.](0?[1-9]|1[0-2])[.][0-9]{4})$";

    private StoredFormat() {}

    /** Whether a stored value may be used. */
    static Condition fits(Field<String> value, FieldFormat format) {
        return switch (format.kind()) {
            case DIGITS ->
                    without(value, BETWEEN_DIGITS)
                            .likeRegex("^[0-9]{%d,%d}$".formatted(format.fewest(), format.most()));
            case AMOUNT ->
                    without(value, BETWEEN_GROUPS)
                            .likeRegex("^[+\u2212-]?[0-9]{1,15}([.][0-9]{1,10}|,[0-9]{1,2})?$");
            case DATE -> DSL.trim(value).likeRegex(DATE);
            case TEXT ->
                    DSL.length(DSL.trim(value))
                            .between(1, FieldFormat.LONGEST_TEXT)
                            .and(value.notLikeRegex(UNPRINTABLE));
        };
    }

    private static Field<String> without(Field<String> value, String characters) {
        return DSL.regexpReplaceAll(value, characters, "");
    }
}
