package io.recaller.customer.field;

import io.recaller.customer.PlainText;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What values of a field look like. Written otherwise by people and systems, they are kept in one
 * form: digits alone, a plain number, an ISO date.
 *
 * @param fewest digits, of the kind {@code DIGITS}; 1 or more
 * @param most digits, of that kind; not below {@code fewest}
 */
public record FieldFormat(FieldCatalogue.Kind kind, int fewest, int most) {
    private static final int MOST_DIGITS = 32;
    static final int LONGEST_TEXT = 500;
    private static final Pattern WRITTEN =
            Pattern.compile("(?<kind>[a-z]+)(?::(?<fewest>\\d{1,2})(?:-(?<most>\\d{1,2}))?)?");

    /** Between two values, such as cells of a sheet; a space is between groups of one. */
    private static final Pattern BETWEEN_VALUES =
            Pattern.compile("[\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029]");

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[ -]");

    /** With the Arabic one. */
    private static final Pattern BETWEEN_GROUPS = Pattern.compile("[ '\u066C]");

    private static final Pattern AMOUNT =
            Pattern.compile("[+-]?\\d{1,15}(?:\\.\\d{1,10}|,\\d{1,2})?");
    private static final Pattern DATE =
            Pattern.compile(
                    "(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})|(?<pd>\\d{1,2})\\.(?<pm>\\d{1,2})\\.(?<py>\\d{4})");

    public FieldFormat {
        if (fewest < 1 || most < fewest || most > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "a field has 1 to " + MOST_DIGITS + " digits, such as digits:8 or digits:4-6");
        }
    }

    /** Of any number of digits. */
    public static FieldFormat of(FieldCatalogue.Kind kind) {
        return new FieldFormat(kind, 1, MOST_DIGITS);
    }

    /**
     * As written in the settings: {@code text}, {@code digits:8}, {@code digits:4-6}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static FieldFormat parse(String written) {
        var found = WRITTEN.matcher(written);
        if (!found.matches()) {
            throw new IllegalArgumentException("no kind of field: " + written);
        }
        var kind = FieldCatalogue.Kind.valueOf(found.group("kind").toUpperCase(Locale.ROOT));
        var fewest = found.group("fewest");
        if (fewest == null) {
            return of(kind);
        }
        if (kind != FieldCatalogue.Kind.DIGITS) {
            throw new IllegalArgumentException("only digits are counted");
        }
        var most = found.group("most");
        return new FieldFormat(
                kind, Integer.parseInt(fewest), Integer.parseInt(most == null ? fewest : most));
    }

    /** The value as it is kept; empty when it is none of this format. */
    public Optional<String> value(String written) {
        return switch (kind) {
            case DIGITS -> single(written).flatMap(this::digits);
            case AMOUNT -> single(written).flatMap(FieldFormat::amount);
            case DATE -> single(written).flatMap(FieldFormat::date);
            case TEXT -> text(written);
        };
    }

    /** For people who have to mend a value: "8 digits". */
    public String words() {
        return switch (kind) {
            case DIGITS ->
                    (fewest == most ? "" : fewest + " to ")
                            + (most == 1 ? "1 digit" : most + " digits");
            case AMOUNT -> "an amount such as 1500 or 1500.50";
            case DATE -> "a date such as 2026-11-21";
            case TEXT -> "a text of at most " + LONGEST_TEXT + " characters on one line";
        };
    }

    /** Empty when there is none, or a second that would run into the first. */
    private static Optional<String> single(String written) {
        var values =
                BETWEEN_VALUES
                        .splitAsStream(written)
                        .map(PlainText::of)
                        .filter(value -> !value.isEmpty())
                        .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private Optional<String> digits(String written) {
        var bare = BETWEEN_DIGITS.matcher(written).replaceAll("");
        return bare.matches("[0-9]{%d,%d}".formatted(fewest, most))
                ? Optional.of(bare)
                : Optional.empty();
    }

    private static Optional<String> amount(String written) {
        var bare = BETWEEN_GROUPS.matcher(written).replaceAll("").replace('\u066B', '.');
        return AMOUNT.matcher(bare).matches()
                ? Optional.of(bare.replace(',', '.').replaceFirst("^[+]", ""))
                : Optional.empty();
    }

    private static Optional<String> date(String written) {
        var found = DATE.matcher(written);
        if (!found.matches()) {
            return Optional.empty();
        }
        var form = found.group("y") == null ? "p" : "";
        try {
            return Optional.of(
                    LocalDate.of(
                                    Integer.parseInt(found.group(form + "y")),
                                    Integer.parseInt(found.group(form + "m")),
                                    Integer.parseInt(found.group(form + "d")))
                            .toString());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** However its letters were put together: two that look alike are one. */
    private static Optional<String> text(String written) {
        var stripped = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
        var fits =
                !stripped.isEmpty()
                        && stripped.length() <= LONGEST_TEXT
                        && stripped.codePoints().noneMatch(FieldFormat::isUnprintable);
        return fits ? Optional.of(stripped) : Optional.empty();
    }

    /** Control characters, line ends and halves of characters. */
    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}
