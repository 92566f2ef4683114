package io.recaller.conversation.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.engine.Attempt;
import io.recaller.flow.engine.Attempt.Fault;
import io.recaller.flow.engine.OfferMade;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialogueJsonTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T20:00:00.123456Z");
    private static final OfferMade OFFER =
            new OfferMade("repair", 0.125, 0.0625, Duration.ofMillis(4321));

    static Stream<Position> positions() {
        return Stream.of(
                Position.ENTRY,
                new Position.AtNode(new Attempt(2, Fault.NO_INPUT)),
                new Position.AtField("Ақша/\"x\"", Attempt.FIRST),
                new Position.AtField("account", new Attempt(0, Fault.NO_MATCH)),
                new Position.ReadingBack("account", new Attempt(999, Fault.NO_INPUT)),
                new Position.LookingUp(1L << 40),
                new Position.InMenu(
                        List.of("b", "a"),
                        Optional.of(OFFER),
                        SINCE,
                        new Attempt(1, Fault.NO_MATCH)),
                new Position.InMenu(List.of(), Optional.empty(), SINCE, Attempt.FIRST));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void aPositionIsReadAsItWasWritten(Position position) {
        var step = DialogueJson.step(position);

        assertThat(DialogueJson.position(step)).isEqualTo(position);
        assertThat(step.isEmpty() || !OldDialogue.isOne(step)).isTrue();
    }

    @Test
    void aPathIsReadAsItWasWritten() {
        List<PathEntry> path =
                List.of(
                        new PathEntry.Entered("main"),
                        new PathEntry.OptionChosen("main", "wrong"),
                        new PathEntry.OfferTaken("main", "repair"),
                        new PathEntry.PersonAsked("form"),
                        new PathEntry.ProofWrong("pin"),
                        new PathEntry.WentBack("internet"),
                        new PathEntry.Unspoken("hello"));

        assertThat(DialogueJson.path(DialogueJson.path(path))).isEqualTo(path);
    }

    @Test
    void aPathThatWasWrittenAsTextsIsStillReadAndGoesOnInTypes() {
        var json =
                "[\"main\", \"main=pay_tv\", \"main=*repair\", \"pin=wrong\", \"pin=0\","
                        + " \"hello=unspoken\", {\"at\": \"main\", \"option\": \"pay_tv\"}]";

        assertThat(DialogueJson.path(json))
                .containsExactly(
                        new PathEntry.Entered("main"),
                        new PathEntry.OptionChosen("main", "pay_tv"),
                        new PathEntry.OfferTaken("main", "repair"),
                        new PathEntry.ProofWrong("pin"),
                        new PathEntry.PersonAsked("pin"),
                        new PathEntry.Unspoken("hello"),
                        new PathEntry.OptionChosen("main", "pay_tv"));
    }

    @Test
    void aStepThatWasWrittenAsAWordIsStillRead() {
        assertThat(old("", Map.of())).isEqualTo(Position.ENTRY);
        assertThat(old("/ask/2/NO_INPUT", Map.of()))
                .isEqualTo(new Position.AtNode(new Attempt(2, Fault.NO_INPUT)));
        assertThat(old("account/ask/0/NONE", Map.of()))
                .isEqualTo(new Position.AtField("account", Attempt.FIRST));
        assertThat(old("account/confirm/1/NO_MATCH", Map.of()))
                .isEqualTo(new Position.ReadingBack("account", new Attempt(1, Fault.NO_MATCH)));
        assertThat(Stream.of("x", "a/b", "a/ask/1234/NONE", "a/ask/1/ODD", "a/ask/-1/NONE"))
                .allSatisfy(step -> assertThat(old(step, Map.of())).isEqualTo(Position.ENTRY));
    }

    @Test
    void aMenuThatWasBeingReadKeepsItsOrderAndItsOffer() {
        var data = Map.of("order.main", "b,a", "offer.main", "repair 0.125 0.0625 4321");

        assertThat(old("/ask/1/NO_MATCH", data))
                .isEqualTo(
                        new Position.InMenu(
                                List.of("b", "a"),
                                Optional.of(OFFER),
                                SINCE,
                                new Attempt(1, Fault.NO_MATCH)));
        assertThat(old("", Map.of("order.main", "b,a", "offer.main", "odd")))
                .isEqualTo(
                        new Position.InMenu(
                                List.of("b", "a"), Optional.empty(), SINCE, Attempt.FIRST));
        assertThat(old("", Map.of("order.other", "b,a"))).isEqualTo(Position.ENTRY);
    }

    private static Position old(String step, Map<String, String> data) {
        return OldDialogue.position("main", step, data, SINCE);
    }
}
