package io.recaller.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is told anything at night, nor too often. */
class TellingRulesTest {
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final Instant NOON = Instant.parse("2026-05-11T07:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // in Almaty it is five hours later
        "21:00, 09:00, 2026-05-11T15:59:59Z,",
        "21:00, 09:00, 2026-05-11T16:00:00Z, 2026-05-12T04:00:00Z",
        "21:00, 09:00, 2026-05-11T20:00:00Z, 2026-05-12T04:00:00Z",
        "21:00, 09:00, 2026-05-12T03:59:59Z, 2026-05-12T04:00:00Z",
        "21:00, 09:00, 2026-05-12T04:00:00Z,",
        "12:00, 14:00, 2026-05-11T07:30:00Z, 2026-05-11T09:00:00Z",
        "12:00, 14:00, 2026-05-11T09:00:00Z,",
        "00:00, 00:00, 2026-05-11T20:00:00Z,",
    })
    void itIsQuietAtNightWhereTheyAre(
            LocalTime from, LocalTime until, Instant now, Instant expected) {
        var rules = new TellingRules(from, until, ALMATY, Optional.empty(), 1, 3);

        assertThat(rules.quietUntil(now, ALMATY)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void whoMayBeInSeveralZonesIsToldOnceItIsDayInAllOfThem() {
        var rules = TellingRules.usual(ALMATY);
        var russia = Set.of(ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Kamchatka"));
        var world = Set.of(ZoneId.of("Pacific/Tarawa"), ZoneId.of("Africa/Abidjan"));

        assertThat(rules.quietUntil(Instant.parse("2026-05-11T08:00:00Z"), russia)).isEmpty();
        assertThat(rules.quietUntil(Instant.parse("2026-05-11T09:00:00Z"), russia))
                .contains(Instant.parse("2026-05-12T07:00:00Z"));
        assertThat(rules.quietUntil(Instant.parse("2026-05-11T03:00:00Z"), russia))
                .contains(Instant.parse("2026-05-11T07:00:00Z"));
        assertThat(rules.quietUntil(NOON, world))
                .as("never awake together: by the clock here")
                .isEmpty();
        assertThat(rules.quietUntil(NOON, Set.of())).isEmpty();
    }

    @Test
    void anHourThatTheClocksLeaveOutEndsTheNightAllTheSame() {
        var zurich = ZoneId.of("Europe/Zurich");
        var rules =
                new TellingRules(
                        LocalTime.of(21, 0), LocalTime.of(2, 30), zurich, Optional.empty(), 1, 3);

        assertThat(rules.quietUntil(Instant.parse("2026-03-29T00:30:00Z"), zurich))
                .contains(Instant.parse("2026-03-29T01:30:00Z"));
    }

    @Test
    void theOneTooManyWaitsUntilADayOrAWeekHasPassedSinceTheFirst() {
        var rules = TellingRules.usual(ALMATY);
        var hourAgo = NOON.minus(Duration.ofHours(1));
        var twoDaysAgo = NOON.minus(Duration.ofDays(2));
        var sixDaysAgo = NOON.minus(Duration.ofDays(6));

        assertThat(rules.tooMuchUntil(List.of(), NOON)).isEmpty();
        assertThat(rules.tooMuchUntil(List.of(twoDaysAgo), NOON)).isEmpty();
        assertThat(rules.tooMuchUntil(List.of(hourAgo), NOON))
                .contains(hourAgo.plus(Duration.ofDays(1)));
        assertThat(rules.tooMuchUntil(List.of(twoDaysAgo, twoDaysAgo, sixDaysAgo), NOON))
                .contains(sixDaysAgo.plus(Duration.ofDays(7)));
    }
}
