package io.recaller.hours;

import java.time.DayOfWeek;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The times of a usual week; a day that is not named is closed. */
public record Week(Map<DayOfWeek, Spans> days) {
    public Week {
        days = Map.copyOf(days);
    }

    Spans on(DayOfWeek day) {
        return days.getOrDefault(day, Spans.CLOSED);
    }

    /**
     * Two days of which one runs into the other.
     *
     * @param day whose times begin before those of the day before have ended
     */
    public record Clash(DayOfWeek day, String message) {}

    /** The first day that the night shift of the day before runs into; empty when none does. */
    public Optional<Clash> clash() {
        for (var day : DayOfWeek.values()) {
            for (var night : on(day.minus(1)).all()) {
                for (var span : on(day).all()) {
                    if (night.tomorrow().filter(span::overlaps).isPresent()) {
                        return Optional.of(new Clash(day, message(day, night, span)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String message(DayOfWeek day, Span night, Span span) {
        return "has times "
                + span
                + " that "
                + name(day.minus(1))
                + "'s "
                + night
                + " run into; let one end before the other begins";
    }

    static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
