package io.recaller.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PastState;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.history.Leg;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days cut into half hours, and time that falls into them. */
class TimetableTest {
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-03-08, 46",
        "America/New_York, 2026-11-01, 50",
        "Australia/Lord_Howe, 2026-10-04, 47",
        "Asia/Kathmandu, 2026-11-25, 48",
        "America/Santiago, 2026-09-06, 46",
        "UTC, 2024-02-29, 48",
    })
    void aDayHasTheHalfHoursOfItsClock(ZoneId zone, LocalDate day, int halfHours) {
        var times = Timetable.of(day, day, zone, Slice.HALF_HOUR);

        assertThat(times.slices()).isEqualTo(halfHours);
        assertThat(times.from()).isEqualTo(day.atStartOfDay(zone).toInstant());
        assertThat(times.to()).isEqualTo(day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    @Test
    void tooMuchAndNothingAreRefused() {
        var day = LocalDate.of(2026, 11, 25);
        var zone = ZoneId.of("Asia/Almaty");

        assertThatThrownBy(() -> Timetable.of(day, day.minusDays(1), zone, Slice.DAY))
                .hasMessageContaining("the last day 2026-11-24 is before the first 2026-11-25");
        assertThatThrownBy(() -> Timetable.of(day, day.plusDays(31), zone, Slice.HALF_HOUR))
                .hasMessageContaining("32 days are too many by half-hour; report at most 31");
        assertThatThrownBy(() -> Timetable.of(day, day.plusYears(2), zone, Slice.TOTAL))
                .hasMessageContaining("report at most 366");
    }

    @Test
    void aSpanIsSpreadOverWhatItTouches() {
        var times =
                Timetable.of(
                        LocalDate.of(2026, 11, 25),
                        LocalDate.of(2026, 11, 26),
                        ZoneId.of("Asia/Kolkata"),
                        Slice.DAY);
        var spread = new ArrayList<String>();

        times.spread(
                Instant.parse("2026-11-24T12:00:00Z"),
                Instant.parse("2026-11-25T19:30:00Z"),
                (slice, time) -> spread.add(slice + " " + time));

        assertThat(spread).containsExactly("0 PT24H", "1 PT1H");
    }

    /** Whatever an agent does, each moment is one thing, and all of them are the period. */
    @Property(tries = 300)
    void theSpansOfAnAgentAreThePeriod(@ForAll long seed) {
        var random = new Random(seed);
        var from = Instant.parse("2026-11-25T00:00:00Z");
        var until = from.plusSeconds(1 + random.nextInt(86_400));
        var agent = new AgentId(UUID.randomUUID());
        var spans = new ArrayList<Duration>();
        var ends = new ArrayList<Instant>();

        new Track(states(random, agent, from), legs(random, agent, from), from, until)
                .tell((doing, since, end) -> {
                    assertThat(since).isEqualTo(ends.isEmpty() ? from : ends.getLast());
                    spans.add(Duration.between(since, end));
                    ends.add(end);
                });

        assertThat(spans).noneMatch(span -> span.isNegative() || span.isZero());
        assertThat(spans.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.between(from, until));
    }

    private static List<PastState> states(Random random, AgentId agent, Instant from) {
        var states = new ArrayList<PastState>();
        for (var index = random.nextInt(6); index > 0; index--) {
            states.add(new PastState(agent, availability(random), moment(random, from)));
        }
        return states;
    }

    private static Availability availability(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Availability.Ready();
            case 1 -> new Availability.NotReady(NotReadyReason.BREAK);
            default -> new Availability.LoggedOut();
        };
    }

    /** Clocks of two servers may differ: an end may be before its beginning. */
    private static List<Leg> legs(Random random, AgentId agent, Instant from) {
        var legs = new ArrayList<Leg>();
        for (var index = random.nextInt(6); index > 0; index--) {
            var offered = moment(random, from);
            var talked = random.nextBoolean();
            var over = random.nextBoolean();
            legs.add(
                    new Leg(
                            agent,
                            Optional.of("main"),
                            offered,
                            talked ? Optional.of(moment(random, from)) : Optional.empty(),
                            talked && over ? Optional.of(moment(random, from)) : Optional.empty(),
                            over ? Optional.of(moment(random, from)) : Optional.empty(),
                            over
                                    ? Optional.of(
                                            talked
                                                    ? Assignment.Outcome.ANSWERED
                                                    : Assignment.Outcome.NO_ANSWER)
                                    : Optional.empty(),
                            true));
        }
        return legs;
    }

    private static Instant moment(Random random, Instant from) {
        return from.plusSeconds(random.nextInt(100_000) - 7_000);
    }
}
