package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.CONTACT;
import static io.recaller.asterisk.agi.ServedCalls.HELLO;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Unserved;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.speech.Speech;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dialplan is told when it asks for a caller who waits. */
class WaitingVisitsTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @Test
    void theDialplanIsToldTheMusicOfTheQueueAndWhenTheNextVisitIsDue() {
        calls.waiting(_ ->
                new Waiting.On(
                        Speech.silence(),
                        Optional.of("jazz"),
                        Optional.of(Duration.ofMillis(12_100))));

        var call = calls.visit().ring();

        assertThat(call.variable("RECALLER_QUEUE_MUSIC")).isEqualTo("jazz");
        assertThat(call.variable("RECALLER_PAUSE")).isEqualTo("13");
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
    }

    @Test
    void whoLeavesTheQueueForTheFlowHearsTheMessageAndWhatWasTypedIntoItIsKept() {
        calls.waiting(_ -> new Waiting.InFlow(Speech.of(HELLO)));

        var call = calls.visit().interrupt("2").ring();

        assertThat(call.heard()).hasSize(1);
        assertThat(call.variable("RECALLER_KEYS")).isEqualTo("2");
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("menu");
    }

    @Test
    void whoIsTurnedAwayHearsWhyAndIsLetGo() {
        calls.waiting(_ -> new Waiting.Over(Speech.of(HELLO)));

        var call = calls.visit().ring();

        assertThat(call.heard()).hasSize(1);
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("hangup");
    }

    @Test
    void whoGoesToTheRingGroupHearsTheMessageFirst() {
        calls.waiting(_ -> new Waiting.RingGroup(Unserved.CLOSED, Speech.of(HELLO)));

        var call = calls.visit().ring();

        assertThat(call.heard()).hasSize(1);
        assertThat(call.variable("RECALLER_WHY")).isEqualTo("closed");
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("ringgroup");
    }

    /** A look at a locked table lasts for as long as PostgreSQL waits for it. */
    @Test
    void aLookThatTakesLongKeepsNoMusicAwayAndTheNextVisitHasWhatCameOfIt() throws Exception {
        var found = new CompletableFuture<Waiting>();
        calls.waiting(_ -> found.join());

        var began = System.nanoTime();
        var first = calls.visit().with("RECALLER_KEY", "5").ring();
        var second = calls.visit().ring();
        var took = Duration.ofNanos(System.nanoTime() - began);
        found.complete(new Waiting.RingGroup(Unserved.CLOSED, Speech.of(HELLO)));
        var third = calls.visit().with("RECALLER_KEY", "7").ring();

        assertThat(took).isLessThan(Duration.ofSeconds(3));
        assertThat(List.of(first, second))
                .extracting(call -> call.variable("RECALLER_DONE"))
                .containsOnly("wait");
        assertThat(first.variable("RECALLER_PAUSE")).isEqualTo("2");
        assertThat(third.variable("RECALLER_DONE")).isEqualTo("ringgroup");
        assertThat(third.variable("RECALLER_WHY")).isEqualTo("closed");
        assertThat(calls.pressedWaiting).containsExactly("5");
    }

    @Test
    void aKeyPressedWhileALookTakesLongIsLookedAtOnceThatIsOver() throws Exception {
        var found = new CompletableFuture<Waiting>();
        calls.waiting(
                pressed -> pressed.isEmpty() ? found.join() : new Waiting.InFlow(Speech.silence()));

        var _ = calls.visit().ring();
        var meanwhile = calls.visit().with("RECALLER_KEY", "2").ring();
        found.complete(new Waiting.On(Speech.silence()));
        var after = calls.visit().ring();

        assertThat(meanwhile.variable("RECALLER_DONE")).isEqualTo("wait");
        assertThat(calls.pressedWaiting).containsExactly("", "2");
        assertThat(after.variable("RECALLER_DONE")).isEqualTo("menu");
    }

    @Test
    void aWaitingCallerHearsTheAnnouncementAndAKeyPressedIntoItIsLookedAt() {
        var call =
                calls.call()
                        .script("wait")
                        .with("RECALLER_CONTACT", CONTACT.toString())
                        .with("RECALLER_KEY", "5")
                        .interrupt("2")
                        .ring();

        assertThat(calls.pressedWaiting).containsExactly("5", "2");
        assertThat(call.heard()).hasSize(2);
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
    }
}
