package io.recaller.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds for all weeks, special days and calendars, in zones with every kind of clock. */
class HoursPropertiesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final List<String> ZONES =
            List.of(
                    "Asia/Almaty",
                    "America/New_York",
                    "Asia/Kolkata",
                    "Asia/Kathmandu",
                    "Pacific/Chatham",
                    "Australia/Lord_Howe",
                    "America/Havana",
                    "Africa/Cairo",
                    "Atlantic/Azores",
                    "UTC");

    /**
     * Some hours and a moment.
     *
     * @param closed dates that are closed by the settings or the calendar
     */
    record Case(Hours hours, Set<LocalDate> closed, Instant at) {}

    @Property(tries = 200)
    void itIsOpenAtTheNextOpeningAndWasNotJustBefore(@ForAll("cases") Case given) {
        var next = given.hours.nextOpening(given.at);

        next.ifPresent(opens -> {
            assertThat(opens).isAfter(given.at);
            assertThat(given.hours.isOpen(opens)).isTrue();
            assertThat(given.hours.isOpen(opens.minusMillis(1))).isFalse();
        });
    }

    @Property(tries = 200)
    void itClosesAfterNowAndIsOpenUntilThen(@ForAll("cases") Case given) {
        var closes = given.hours.closesAt(given.at);

        if (!given.hours.isOpen(given.at)) {
            assertThat(closes).isEmpty();
        }
        closes.ifPresent(end -> {
            assertThat(end).isAfter(given.at);
            assertThat(given.hours.isOpen(end)).isFalse();
            assertThat(given.hours.isOpen(end.minusMillis(1))).isTrue();
            given.hours.nextOpening(given.at).ifPresent(next -> assertThat(next).isAfter(end));
        });
    }

    @Property(tries = 100)
    void nothingIsOpenOnAClosedHoliday(@ForAll("cases") Case given) {
        for (var date : given.closed) {
            var from = date.atStartOfDay(given.hours.zone()).toInstant();
            var to = date.plusDays(1).atStartOfDay(given.hours.zone()).toInstant();
            for (var at = from; at.isBefore(to); at = at.plusSeconds(900)) {
                assertThat(given.hours.isOpen(at)).as("%s", at).isFalse();
            }
        }
    }

    @Property(tries = 60)
    void nothingOpensBetweenNowAndTheNextOpening(@ForAll("cases") Case given) {
        var now = given.hours.closesAt(given.at).orElse(given.at);
        if (given.hours.isOpen(now)) {
            return;
        }
        var next = given.hours.nextOpening(given.at).orElse(now.plusSeconds(30L * 86_400));

        for (var at = now; at.isBefore(next); at = at.plusSeconds(1_260)) {
            assertThat(given.hours.isOpen(at)).as("%s", at).isFalse();
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        Arbitraries.of(ZONES),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 2 * 365 * 24 * 60))
                .as((zone, seed, minute) -> made(ZoneId.of(zone), new Random(seed), minute));
    }

    private static Case made(ZoneId zone, Random random, int minute) {
        var week = new EnumMap<DayOfWeek, Spans>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            week.put(day, spans(random));
        }
        var closed = new HashSet<LocalDate>();
        var special = new HashMap<LocalDate, SpecialDays.Special>();
        for (int i = random.nextInt(6); i > 0; i--) {
            var spans = random.nextBoolean() ? Spans.CLOSED : spans(random);
            special.put(day(random), new SpecialDays.Special(spans, ""));
        }
        special.forEach((date, what) -> {
            if (what.spans().all().isEmpty()) {
                closed.add(date);
            }
        });
        var lines = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            var date = day(random);
            if (!special.containsKey(date)) {
                closed.add(date);
            }
            lines.append(
                    Given.event("DTSTART;VALUE=DATE:" + date.toString().replace("-", "")) + "\r\n");
        }
        var hours =
                new Hours(
                        zone, new Week(week), new SpecialDays(special, Map.of()), calendars(lines));
        return new Case(
                hours, closed, FIRST.atStartOfDay(zone).toInstant().plusSeconds(60L * minute));
    }

    private static List<HolidayCalendar> calendars(StringBuilder lines) {
        try {
            return lines.isEmpty() ? List.of() : List.of(Given.calendar(lines.toString().strip()));
        } catch (BadCalendarException e) {
            throw new AssertionError(e);
        }
    }

    private static LocalDate day(Random random) {
        return FIRST.plusDays(random.nextInt(2 * 365));
    }

    private static Spans spans(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Spans.CLOSED;
            case 1 -> Spans.OPEN;
            case 2 -> new Spans(List.of(new Span(random.nextInt(720), 720 + random.nextInt(721))));
            case 3 ->
                    new Spans(List.of(new Span(0, 1 + random.nextInt(600)), new Span(1200, 1500)));
            default ->
                    new Spans(
                            List.of(
                                    new Span(
                                            720 + random.nextInt(700),
                                            1440 + random.nextInt(600))));
        };
    }
}
