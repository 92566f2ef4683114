package io.recaller.hours;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From one time of a day until another; what ends before it begins ends the next morning.
 *
 * @param from minutes after midnight, 0 to 1439
 * @param to minutes after the same midnight; more than {@code from}, at most noon of the next day
 */
public record Span(int from, int to) {
    static final int DAY = 24 * 60;

    /** All of a day. */
    public static final Span WHOLE_DAY = new Span(0, DAY);

    /** Who is open longer than that is not a night shift but a slip of the pen. */
    private static final int LONGEST_OVERNIGHT = 20 * 60;

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,2}):(\\d{2})\\s*[-\u2013\u2014]\\s*(\\d{1,2}):(\\d{2})");

    /** As people write it who have not read how: {@code 9-18}, {@code 9am to 6.30 pm}. */
    private static final Pattern MEANT =
            Pattern.compile(
                    "(?i)(?:from\\s+|с\\s+)?(\\d{1,2})(?:[:.h](\\d{2})?|(?<=\\d{2})(\\d{2}))?\\s*([ap])?\\.?m?\\.?"
                            + "\\s*(?:[-\u2013\u2014/]|\\.\\.|to|till|until|до)\\s*"
                            + "(\\d{1,2})(?:[:.h](\\d{2})?|(?<=\\d{2})(\\d{2}))?\\s*([ap])?\\.?m?\\.?");

    public Span {
        if (from < 0 || from >= DAY || to <= from || to > DAY + DAY / 2) {
            throw new IllegalArgumentException("no times of a day: " + from + " to " + to);
        }
    }

    /**
     * Reads {@code 09:00-18:00}; midnight at the end is {@code 24:00} or {@code 00:00}.
     *
     * @throws IllegalArgumentException saying what it must be and what to write
     */
    public static Span parse(String text) {
        var found = WRITTEN.matcher(text.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "must be times such as 09:00-18:00, closed or open, not '"
                            + text
                            + "'"
                            + meant(text).map(times -> "; write " + times).orElse(""));
        }
        var from = minutes(text, found.group(1), found.group(2));
        var to = minutes(text, found.group(3), found.group(4));
        if (from == DAY) {
            throw new IllegalArgumentException(
                    "'" + text + "' begins at the end of a day; write 00:00 of the next day");
        }
        return to > from ? new Span(from, to) : overnight(text, from, to);
    }

    private static Span overnight(String text, int from, int to) {
        if (to == from) {
            throw new IllegalArgumentException(
                    "'" + text + "' ends when it begins; write open for all day, or closed");
        }
        if (to > DAY / 2 || DAY + to - from > LONGEST_OVERNIGHT) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' ends before it begins and is no night shift; write "
                            + clock(to)
                            + "-"
                            + clock(from)
                            + (to == 0 ? "" : ", or if it is meant: 00:00-" + clock(to))
                            + (to == 0 ? "" : ", " + clock(from) + "-24:00"));
        }
        return new Span(from, DAY + to);
    }

    private static int minutes(String text, String hour, String minute) {
        var minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        if (minutes > DAY || Integer.parseInt(minute) > 59) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a time that no day has; they go from 00:00 to 24:00");
        }
        return minutes;
    }

    private static Optional<String> meant(String text) {
        var found = MEANT.matcher(text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        var from = meant(found, 1);
        var to = meant(found, 5);
        return from < DAY && to <= DAY && from != to
                ? Optional.of(clock(from) + "-" + clock(to))
                : Optional.empty();
    }

    private static int meant(Matcher found, int group) {
        var hour = Integer.parseInt(found.group(group));
        var minute = number(found, group + 1) + number(found, group + 2);
        var half = found.group(group + 3);
        var hours =
                half == null || hour > 12
                        ? hour
                        : hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        return minute > 59 ? Integer.MAX_VALUE : hours * 60 + minute;
    }

    private static int number(Matcher found, int group) {
        var digits = found.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    /** What of it is on the day it begins. */
    Span today() {
        return to <= DAY ? this : new Span(from, DAY);
    }

    /** What of it is on the next day; empty when it ends before. */
    Optional<Span> tomorrow() {
        return to <= DAY ? Optional.empty() : Optional.of(new Span(0, to - DAY));
    }

    boolean overlaps(Span other) {
        return from < other.to && other.from < to;
    }

    /** {@code 22:00-06:00}. */
    @Override
    public String toString() {
        return clock(from) + "-" + clock(to > DAY ? to - DAY : to);
    }
}
