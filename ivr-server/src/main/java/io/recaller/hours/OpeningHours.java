package io.recaller.hours;

import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All opening hours of an installation, by the names that settings and flows give them. */
public record OpeningHours(Map<String, Hours> named) {
    public OpeningHours {
        named = Map.copyOf(named);
    }

    public static OpeningHours none() {
        return new OpeningHours(Map.of());
    }

    /** These names, all open always: where what is asked is another thing than the hour. */
    public static OpeningHours always(Set<String> names) {
        var week =
                new Week(
                        Stream.of(DayOfWeek.values())
                                .collect(Collectors.toMap(day -> day, _ -> Spans.OPEN)));
        var open = new Hours(ZoneOffset.UTC, week, SpecialDays.none(), List.of());
        return new OpeningHours(
                names.stream().collect(Collectors.toMap(Function.identity(), _ -> open)));
    }

    public Optional<Hours> of(String name) {
        return Optional.ofNullable(named.get(name));
    }
}
