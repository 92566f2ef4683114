package io.recaller.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.backtest.log.ContactLog;
import io.recaller.contact.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private static final Instant START = Instant.parse("2026-01-05T06:00:00Z");
    private static final Terms TERMS = terms(9);

    @Test
    void theOracleAlwaysReadsTheWantedOptionFirst() {
        var result = replay(200, i -> "t" + i % 5);

        var oracle = result.score(Replay.ORACLE);
        assertThat(oracle.seconds()).isEqualTo(2.5);
        assertThat(oracle.top(1)).isEqualTo(1);
    }

    @Test
    void moreTopicsThanOptionsAreGatheredInOne() {
        var result = replay(log(400, i -> "t" + i % 20), terms(9));

        assertThat(result.options()).hasSize(9).contains("OTHER").contains("t0", "t7");
    }

    @Test
    void theDesignersOrderIsByFrequencyOfTheWarmUpWhateverComesLater() {
        var result = replay(1000, i -> i < 300 ? (i % 3 == 0 ? "rare" : "often") : "rare");

        assertThat(result.options()).containsExactly("often", "rare");
        assertThat(result.score(Replay.DESIGNER).meanRank()).isEqualTo(2);
        assertThat(result.score(Replay.RECALLER).meanRank()).isLessThan(1.2);
    }

    @Test
    void onlyThePastIsUsed() {
        var random = new Random(4);
        var noise = new ArrayList<String>();
        for (var i = 0; i < 3000; i++) {
            noise.add("t" + random.nextInt(5));
        }

        var result = replay(3000, noise::get);

        var best = result.score(Replay.PREDICTOR);
        assertThat(best.meanRank()).as("nothing can be learned of noise").isCloseTo(3, within(.1));
        assertThat(Saving.of(result, Replay.RECALLER).low()).isLessThan(2);
    }

    @Test
    void customersWithAHabitAreServedSoonerAndTheIntervalHoldsTheSaving() {
        var result = replay(3000, i -> "t" + i % 40 % 5);

        var saving = Saving.of(result, Replay.RECALLER);
        assertThat(result.score(Replay.RECALLER).top(1)).isGreaterThan(.95);
        assertThat(saving.percent()).isBetween(saving.low(), saving.high()).isGreaterThan(50);
        assertThat(result.changedFirstOption()).isLessThan(.1);
    }

    @Test
    void halfOfTheContactsAreScored() {
        var result = replay(401, i -> "t" + i % 3);

        assertThat(result.contacts()).isEqualTo(401);
        assertThat(result.customers()).isEqualTo(40);
        assertThat(result.scored()).isEqualTo(201);
    }

    @Test
    void theSameLogGivesTheSameResultToTheLastDigit() {
        var log = log(1500, i -> "t" + (i * 7 + i / 11) % 6);

        assertThat(ReplayJson.of(replay(log, TERMS)).toString())
                .isEqualTo(ReplayJson.of(replay(log, TERMS)).toString());
    }

    @Test
    void aSureSavingIsRecommendedAndNoneIsNot() {
        var habit = ReplayText.of(replay(3000, i -> "t" + i % 40 % 5), TERMS);
        var none = ReplayText.of(replay(300, _ -> "only"), TERMS);

        assertThat(habit.getLast()).startsWith("Switch it on: the saving is sure.");
        assertThat(none.getLast()).startsWith("Leave it off");
    }

    private static Terms terms(int options) {
        return new Terms(options, .3, .5, Duration.ofMillis(2500), ZoneOffset.UTC);
    }

    private static Result replay(int contacts, IntFunction<String> topics) {
        return replay(log(contacts, topics), TERMS);
    }

    private static Result replay(ContactLog log, Terms terms) {
        return new Replay(log, terms).run(_ -> {});
    }

    /** Forty customers take turns, one contact an hour. */
    private static ContactLog log(int contacts, IntFunction<String> topics) {
        var rows = new ArrayList<ContactLog.Row>();
        for (var i = 0; i < contacts; i++) {
            var at = START.plus(Duration.ofHours(i));
            rows.add(new ContactLog.Row(i + 2, at, "c" + i % 40, Channel.PHONE, topics.apply(i)));
        }
        return new ContactLog(rows, List.of(), 0, Map.of(), List.of());
    }
}
