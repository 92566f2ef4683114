package io.recaller.customer.handle;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Numbers that are written where none is known. Whoever is recognised by one would be everybody, so
 * it stands for nobody; the few people who really have such a number are served as callers unknown.
 */
final class Placeholders {
    private static final int SHORTEST_RUN = 6;

    /** Eight times the same digit, or nothing but zeros behind the first. */
    private static final Pattern REPEATED = Pattern.compile("\\d*(\\d)\\1{7}\\d*|\\d0{6,}|0+");

    /** As keyed on a telephone: ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN. */
    private static final Set<String> SPELLED =
            Set.of("266696687", "7378742833", "86282452253", "8656696");

    /** The digits upwards, from 0 or 1; downwards only where a number is short. */
    private static final String UPWARDS = "012345678901234";

    private static final String DOWNWARDS = "9876543210";
    private static final int LONG = 10;

    private Placeholders() {}

    /**
     * Whether a number of the world is one.
     *
     * @param e164 with plus
     * @param national the same without country code
     */
    static boolean isWorlds(String e164, String national) {
        return isRepeated(national)
                || SPELLED.contains(national)
                || isRunFromStart(national)
                || isRunFromStart(e164.substring(1));
    }

    /** Whether a number that is one only here is one. */
    static boolean isLocal(String digits) {
        return isRepeated(digits) || SPELLED.contains(digits) || isRun(digits);
    }

    private static boolean isRepeated(String digits) {
        return REPEATED.matcher(digits).matches() || isOneDigit(digits);
    }

    private static boolean isOneDigit(String digits) {
        return digits.length() >= SHORTEST_RUN && digits.chars().distinct().count() == 1;
    }

    private static boolean isRunFromStart(String digits) {
        return digits.length() >= LONG
                && (UPWARDS.startsWith(digits) || UPWARDS.startsWith(digits, 1));
    }

    private static boolean isRun(String digits) {
        return digits.length() >= SHORTEST_RUN
                && (UPWARDS.contains(digits) || DOWNWARDS.contains(digits));
    }
}
