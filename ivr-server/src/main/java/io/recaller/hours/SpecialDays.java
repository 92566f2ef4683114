package io.recaller.hours;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.Optional;

/**
 * Days with times of their own; what is said of a date goes before what is said of that day of
 * every year.
 */
public record SpecialDays(Map<LocalDate, Special> once, Map<MonthDay, Special> yearly) {
    public SpecialDays {
        once = Map.copyOf(once);
        yearly = Map.copyOf(yearly);
    }

    /**
     * What is special.
     *
     * @param name for people; may be empty
     */
    public record Special(Spans spans, String name) {}

    public static SpecialDays none() {
        return new SpecialDays(Map.of(), Map.of());
    }

    Optional<Special> on(LocalDate date) {
        return Optional.ofNullable(once.get(date))
                .or(() -> Optional.ofNullable(yearly.get(MonthDay.from(date))));
    }
}
