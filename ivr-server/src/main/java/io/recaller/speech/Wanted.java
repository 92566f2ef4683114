package io.recaller.speech;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Set;

/** What a text wants of a value, by how its pattern uses it. */
public enum Wanted {
    /** Words, spoken as they came. */
    WORDS("a text"),
    NUMBER("a number such as 1500 or 1 500,50"),
    DATE("a date such as 2026-11-21"),
    TIME("a time such as 23:05 or 2026-11-21T23:05:00+05:00"),
    /** A date and a time of day. */
    INSTANT("a date and time such as 2026-11-21T23:05:00+05:00");

    private final String words;

    Wanted(String words) {
        this.words = words;
    }

    /** For people who have to mend a value: "a number such as …". */
    public String words() {
        return words;
    }

    /**
     * Whether a value can be spoken so.
     *
     * @param zone in which a time without an offset is meant
     */
    public boolean fits(String value, ZoneId zone) {
        return switch (this) {
            case WORDS -> true;
            case NUMBER -> Numerals.parse(value).isPresent();
            case DATE, TIME, INSTANT ->
                    WrittenTime.parse(value, zone).filter(this::isEnough).isPresent();
        };
    }

    /**
     * Whether a value is a number, and no sum of other money.
     *
     * @param codes of the money that may be meant
     */
    public static boolean isSumOf(Set<String> codes, String value) {
        return Numerals.parse(value, name -> !Collections.disjoint(Currencies.meantBy(name), codes))
                .isPresent();
    }

    boolean isEnough(WrittenTime time) {
        return switch (this) {
            case WORDS, NUMBER -> false;
            case DATE -> time.hasDate();
            case TIME -> time.hasTime();
            case INSTANT -> time.hasDate() && time.hasTime();
        };
    }

    /** What a value must be that is used in both ways. */
    public Wanted and(Wanted other) {
        if (this == WORDS || this == other) {
            return other;
        }
        return other == WORDS || this == NUMBER ? this : other == NUMBER ? NUMBER : INSTANT;
    }
}
