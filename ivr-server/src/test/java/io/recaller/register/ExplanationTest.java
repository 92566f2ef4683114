package io.recaller.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.history.Timeline;
import io.recaller.menu.Reason;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.PastRecommendation;
import io.recaller.recommendation.PastRecommendation.Answer;
import io.recaller.recommendation.RecommendationId;
import io.recaller.recommendation.ScoreTerm;
import io.recaller.register.Explanation.Happened;
import io.recaller.register.Explanation.Prefill;
import io.recaller.register.HeardMenu.Option;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The whole way of a contact, in the order it went. */
class ExplanationTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void theWayIsToldInTheOrderItWentWithTheTimeOfEachStep() {
        var lines = servedAfterOneDidNotAnswer().lines();

        assertThat(lines)
                .extracting(Happened::words)
                .containsExactly(
                        "field account was not asked, it was known from chat of 2026-05-03 10:00:00 UTC",
                        "menu main (recaller) was read as internet (key 1) 61 %; key 1 was pressed"
                                + " after 3.1 s",
                        "joined the queue support for an agent with internet ≥ 3, priority 5",
                        "was offered to Anna (step 1 of 2): no answer",
                        "Anna: no answer after 15 s",
                        "was offered to Boris: answered",
                        "left the queue support after 1 min 5 s: answered",
                        "Boris answered after 6 s",
                        "the talk with Boris was over after 1 h 2 min",
                        "ended: " + ended().words(),
                        "Boris was done with it after 20 s");
        assertThat(lines.getFirst().at()).isEmpty();
        assertThat(lines.get(3).at()).contains(NOON.plusSeconds(21));
    }

    @Test
    void whatWasRecommendedIsToldWithItsReasonsAndWhoSaidWhatCameOfIt() {
        var terms =
                List.of(
                        new ScoreTerm(ScoreTerm.Kind.EVERYTHING, "", -1.8, 12, 90),
                        new ScoreTerm(ScoreTerm.Kind.SEGMENT, "gold", 0.42, 9, 20));

        assertThat(
                        lines(
                                OutcomeState.ACCEPTED,
                                terms,
                                Optional.of(new Answer(NOON.plusSeconds(9), Optional.empty()))))
                .containsExactly(
                        "fibre was recommended: 12 of 90 accepted anything -1.80, 9 of 20 accepted"
                                + " it in gold +0.42",
                        "fibre: accepted by the customer");
        assertThat(
                        lines(
                                OutcomeState.WRONG,
                                List.of(),
                                Optional.of(new Answer(NOON, Optional.of("Anna")))))
                .containsExactly("fibre was recommended", "fibre: wrong, Anna says");
        assertThat(lines(OutcomeState.WITHHELD, List.of(), Optional.empty()))
                .containsExactly("fibre was not recommended, to the control group nothing is");
    }

    private static List<String> lines(
            OutcomeState state, List<ScoreTerm> terms, Optional<Answer> answer) {
        var past =
                new PastRecommendation(
                        new ContactId(new UUID(0, 1)),
                        new RecommendationId("fibre"),
                        "fibre",
                        state,
                        terms,
                        NOON,
                        answer);
        return RecommendationLines.of(past).stream().map(Happened::words).toList();
    }

    @Test
    void anOptionThatIsReadAfterLessLikelyOnesIsToldWithWhatHeldItThere() {
        var late = Optional.of("it is held last (pin: last)");
        var agent = new Option("agent", "0", 0.6, List.of(), late);
        var bill = new Option("bill", "5", 0.7, List.of(new Reason("often at this hour", 1)), late);

        assertThat(agent.because()).contains("agent: so late because it is held last (pin: last)");
        assertThat(bill.because())
                .contains(
                        "bill: often at this hour +1.00; so late because it is held last"
                                + " (pin: last)");
        assertThat(new Option("tv", "6", 0.1, List.of(), Optional.empty()).because()).isEmpty();
    }

    @Test
    void oneThatStillWaitsHasNotLeft() {
        var waits = new Waited("main", List.of(), 7, NOON, Optional.empty(), Optional.empty());

        assertThat(waits.lines())
                .extracting(Happened::words)
                .containsExactly("joined the queue main for any agent, priority 7");
    }

    @Test
    void aTalkThatIsHandedOverIsToldWithWhatCameOfIt() {
        var sent =
                new SentOn(
                        "Anna",
                        Optional.of("queue sales"),
                        true,
                        NOON,
                        Optional.of(NOON.plusSeconds(2)),
                        Optional.of("taken-back"));
        var held =
                new SentOn(
                        "Anna", Optional.empty(), false, NOON, Optional.empty(), Optional.empty());

        assertThat(sent.lines())
                .extracting(Happened::words)
                .containsExactly(
                        "Anna handed it over to queue sales, with a note",
                        "handing over to queue sales: taken back after 2 s");
        assertThat(held.lines())
                .extracting(Happened::words)
                .containsExactly("Anna put the caller on hold");
    }

    @Test
    void aCallBackIsToldWithHowOftenTheCustomerWasRung() {
        var kept =
                new KeptPlace(
                        NOON, 3, Optional.of(NOON.plusSeconds(900)), Optional.of("no-answer"));

        assertThat(kept.lines())
                .extracting(Happened::words)
                .containsExactly(
                        "asked to be called back, the place in the queue is kept",
                        "call-back: no answer, rung 3 times");
    }

    @Test
    void whatAClockThatRanAheadWroteLastedNoTime() {
        var waits =
                new Waited(
                        "main",
                        List.of(),
                        5,
                        NOON,
                        Optional.of(NOON.minusSeconds(3)),
                        Optional.of("abandoned"));

        assertThat(waits.lines())
                .extracting(Happened::words)
                .contains("left the queue main after 0 s: abandoned");
    }

    private static Explanation servedAfterOneDidNotAnswer() {
        return new Explanation(
                new ContactId(new UUID(0, 1)),
                List.of(new Prefill("account", "chat 2026-05-03T10:00:00Z")),
                List.of(menu()),
                List.of(
                        new Waited(
                                "support",
                                List.of("internet ≥ 3"),
                                5,
                                NOON.plusSeconds(20),
                                Optional.of(NOON.plusSeconds(85)),
                                Optional.of("answered"))),
                Optional.empty(),
                List.of(anna(), boris()),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.of(new Explanation.End(NOON.plusSeconds(3_805), ended())));
    }

    private static Timeline.End ended() {
        return new Timeline.End(Ended.Result.SERVED, Optional.empty());
    }

    private static HeardMenu menu() {
        return new HeardMenu(
                "main",
                "recaller",
                NOON,
                Optional.of("1"),
                Optional.of(3.1),
                Optional.of("chosen"),
                Optional.empty(),
                List.of(new Option("internet", "1", 0.61, List.of(), Optional.empty())),
                HeardMenu.Way.TELEPHONE,
                false);
    }

    private static Offered anna() {
        return new Offered(
                "Anna",
                NOON.plusSeconds(21),
                Optional.of("no_answer"),
                List.of("step 1 of 2"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOON.plusSeconds(36)));
    }

    private static Offered boris() {
        return new Offered(
                "Boris",
                NOON.plusSeconds(79),
                Optional.of("answered"),
                List.of(),
                Optional.of(NOON.plusSeconds(85)),
                Optional.of(NOON.plusSeconds(3_805)),
                Optional.of(NOON.plusSeconds(3_825)));
    }
}
