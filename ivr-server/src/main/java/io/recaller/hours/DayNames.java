package io.recaller.hours;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The days of a week by their English names: {@code monday-friday}, {@code sat,sun}, {@code daily}.
 */
public final class DayNames {
    private static final Map<String, DayOfWeek> SHORT =
            Map.ofEntries(
                    Map.entry("mon", DayOfWeek.MONDAY),
                    Map.entry("tue", DayOfWeek.TUESDAY),
                    Map.entry("tues", DayOfWeek.TUESDAY),
                    Map.entry("wed", DayOfWeek.WEDNESDAY),
                    Map.entry("thu", DayOfWeek.THURSDAY),
                    Map.entry("thur", DayOfWeek.THURSDAY),
                    Map.entry("thurs", DayOfWeek.THURSDAY),
                    Map.entry("fri", DayOfWeek.FRIDAY),
                    Map.entry("sat", DayOfWeek.SATURDAY),
                    Map.entry("sun", DayOfWeek.SUNDAY));

    private DayNames() {}

    /** All names a single day may have, and the one for every day. */
    public static List<String> known() {
        return Stream.of(
                        Stream.of(DayOfWeek.values()).map(Week::name),
                        SHORT.keySet().stream().sorted(),
                        Stream.of("daily"))
                .flatMap(names -> names)
                .toList();
    }

    /** The days; empty when any word of it is no day. */
    public static Optional<List<DayOfWeek>> parse(String text) {
        var days = new ArrayList<DayOfWeek>();
        for (var part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            var some = some(part.strip());
            if (some.isEmpty()) {
                return Optional.empty();
            }
            days.addAll(some);
        }
        return Optional.of(List.copyOf(days));
    }

    private static List<DayOfWeek> some(String part) {
        if (part.equals("daily")) {
            return List.of(DayOfWeek.values());
        }
        var ends = part.split("\\s*[-\u2013\u2014]\\s*", -1);
        var first = day(ends[0]);
        var last = day(ends[ends.length - 1]);
        if (ends.length > 2 || first.isEmpty() || last.isEmpty()) {
            return List.of();
        }
        var days = Math.floorMod(last.get().getValue() - first.get().getValue(), 7);
        return IntStream.rangeClosed(0, days).mapToObj(first.get()::plus).toList();
    }

    private static Optional<DayOfWeek> day(String name) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> Week.name(day).equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(SHORT.get(name)));
    }
}
