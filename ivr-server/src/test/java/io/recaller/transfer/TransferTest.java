package io.recaller.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.step.QueueName;
import io.recaller.transfer.Transfer.Event;
import io.recaller.transfer.Transfer.Other;
import io.recaller.transfer.Transfer.Outcome;
import io.recaller.transfer.Transfer.Parties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each state makes of all that can be heard, and that none of it leaves a caller alone. */
class TransferTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3);
    private static final Parties PARTIES =
            new Parties(
                    new TransferId(UUID.randomUUID()),
                    new ContactId(UUID.randomUUID()),
                    new AssignmentId(UUID.randomUUID()),
                    new AgentId(UUID.randomUUID()),
                    "");
    private static final AssignmentId LEG = new AssignmentId(UUID.randomUUID());
    private static final Target OLEG = new Target.ToAgent(new AgentId(UUID.randomUUID()));
    private static final Target OUTSIDE = new Target.ToNumber("+77272000000");

    /** A dash: nothing follows. Colons part a closed state from its outcome. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            textBlock =
                    """
                    state,      ANSWERED,   NO_ANSWER,  REFUSED,    UNREACHABLE,NOT_RUNG,   OTHER_LEFT,   OTHER_TOOK, AGENT_LEFT, AGENT_TOOK,   CALLER_LEFT,  ARRANGED,     GIVEN_UP
                    OnHold,     -,          -,          -,          -,          -,          -,            -,          Queueing,   :taken-back,  :caller-gone, -,            :failed
                    Ringing,    Consulting, TakingBack, TakingBack, TakingBack, TakingBack, TakingBack,   -,          Queueing,   :taken-back,  :caller-gone, -,            TakingBack
                    Consulting, -,          -,          -,          -,          -,          :left,        :completed, :completed, :taken-back,  :caller-gone, -,            -
                    Conference, -,          -,          -,          -,          -,          :left,        -,          :completed, -,            :caller-gone, -,            :failed
                    Calling,    :completed, Queueing,   Queueing,   Queueing,   Queueing,   :completed,   :completed, -,          -,            :caller-gone, -,            Queueing
                    Queueing,   -,          -,          -,          -,          -,          -,            -,          -,          -,            :caller-gone, :queued,      :failed
                    TakingBack, -,          -,          -,          -,          -,          -,            -,          Queueing,   :no-answer,   :caller-gone, :no-answer,   :failed
                    Completing, -,          -,          -,          -,          -,          TakingBack,   :completed, :completed, -,            :caller-gone, :completed,   :failed
                    Closed,     -,          -,          -,          -,          -,          -,            -,          -,          -,            -,            -,            -
                    """,
            useHeadersInDisplayName = true)
    void everyStateKnowsWhatFollowsFromAllThatCanBeHeard(
            String name,
            String answered,
            String noAnswer,
            String refused,
            String unreachable,
            String notRung,
            String otherLeft,
            String otherTook,
            String agentLeft,
            String agentTook,
            String callerLeft,
            String arranged,
            String givenUp) {
        var state = state(name);

        var follows = new ArrayList<String>();
        for (var heard : Event.values()) {
            follows.add(state.after(heard, LATER).map(TransferTest::word).orElse("-"));
        }

        assertThat(follows)
                .containsExactly(
                        answered,
                        noAnswer,
                        refused,
                        unreachable,
                        notRung,
                        otherLeft,
                        otherTook,
                        agentLeft,
                        agentTook,
                        callerLeft,
                        arranged,
                        givenUp);
    }

    @Test
    void theTableHasEveryState() {
        assertThat(states().map(each -> each.getClass().getSimpleName()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Transfer.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }

    @Test
    void theCallerIsOnHoldUntilSomebodyTalksWithThemAgainOrTheAgentHasLetThemGo() {
        assertThat(states().filter(Transfer::isOnHold).map(each -> each.getClass().getSimpleName()))
                .containsExactlyInAnyOrder("OnHold", "Ringing", "Consulting");
    }

    @Test
    void whateverIsHeardTheSameThreeAreMeantAndTheStateBeginsThen() {
        states().forEach(state -> {
            for (var heard : Event.values()) {
                state.after(heard, LATER)
                        .ifPresent(next -> {
                            assertThat(next.parties()).isEqualTo(PARTIES);
                            assertThat(next.since()).isEqualTo(LATER);
                        });
            }
        });
    }

    @Test
    void whoWasToBeConsultedIsStillTheOneTheContactWaitsForWhenTheAgentHangsUp() {
        var next = ringing(OLEG).after(Event.AGENT_LEFT, LATER);

        assertThat(next)
                .contains(
                        new Transfer.Queueing(PARTIES, LATER, Optional.of(OLEG), Optional.of(LEG)));
    }

    @Test
    void aNumberOutsideThatDoesNotAnswerLeadsBackToTheQueueItselfNotToTheNumber() {
        var calling = new Transfer.Calling(PARTIES, NOON, new Other(OUTSIDE, LEG));

        assertThat(calling.after(Event.REFUSED, LATER))
                .contains(
                        new Transfer.Queueing(PARTIES, LATER, Optional.empty(), Optional.of(LEG)));
        assertThat(ringing(OUTSIDE).after(Event.AGENT_LEFT, LATER))
                .contains(
                        new Transfer.Queueing(PARTIES, LATER, Optional.empty(), Optional.of(LEG)));
    }

    @Test
    void theReasonOfGoingBackIsWhatTheAgentIsToldOnceTheyAreTogetherAgain() {
        var back = ringing(OLEG).after(Event.UNREACHABLE, LATER).orElseThrow();

        var over = back.after(Event.ARRANGED, LATER.plusSeconds(1)).orElseThrow();

        assertThat(word(over)).isEqualTo(":unreachable");
        assertThat(over.other()).contains(new Other(OLEG, LEG));
    }

    @Test
    void nobodyIsLeftWithADeadLineWhenTheCallerHangsUp() {
        assertThat(closed(Outcome.CALLER_GONE).leavesSomebody()).isTrue();
        assertThat(closed(Outcome.TAKEN_BACK).leavesSomebody()).isTrue();
        assertThat(closed(Outcome.COMPLETED).leavesSomebody()).isFalse();
    }

    private static Stream<Transfer> states() {
        return List.of(
                        "OnHold",
                        "Ringing",
                        "Consulting",
                        "Conference",
                        "Calling",
                        "Queueing",
                        "TakingBack",
                        "Completing",
                        "Closed")
                .stream()
                .map(TransferTest::state);
    }

    private static Transfer state(String name) {
        var other = new Other(OLEG, LEG);
        return switch (name) {
            case "OnHold" -> new Transfer.OnHold(PARTIES, NOON);
            case "Ringing" -> ringing(OLEG);
            case "Consulting" -> new Transfer.Consulting(PARTIES, NOON, other);
            case "Conference" -> new Transfer.Conference(PARTIES, NOON, other);
            case "Calling" -> new Transfer.Calling(PARTIES, NOON, new Other(OUTSIDE, LEG));
            case "Queueing" ->
                    new Transfer.Queueing(
                            PARTIES,
                            NOON,
                            Optional.of(new Target.ToQueue(QueueName.MAIN)),
                            Optional.empty());
            case "TakingBack" ->
                    new Transfer.TakingBack(PARTIES, NOON, Optional.of(other), Outcome.NO_ANSWER);
            case "Completing" -> new Transfer.Completing(PARTIES, NOON, other);
            case "Closed" -> closed(Outcome.COMPLETED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Transfer.Ringing ringing(Target target) {
        return new Transfer.Ringing(PARTIES, NOON, new Other(target, LEG));
    }

    private static Transfer.Closed closed(Outcome outcome) {
        return new Transfer.Closed(PARTIES, NOON, Optional.of(new Other(OLEG, LEG)), outcome);
    }

    private static String word(Transfer next) {
        return next instanceof Transfer.Closed closed
                ? ":" + closed.outcome().slug()
                : next.getClass().getSimpleName();
    }
}
