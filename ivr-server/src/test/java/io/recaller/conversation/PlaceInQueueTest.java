package io.recaller.conversation;

import static io.recaller.conversation.OpenCalls.NOW;
import static io.recaller.conversation.OpenCalls.dialogue;
import static io.recaller.conversation.OpenCalls.place;
import static io.recaller.conversation.OpenCalls.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.TrustTier;
import io.recaller.routing.plan.SomePlans;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What waiting callers are told of their place, and when. */
class PlaceInQueueTest {
    @AutoClose private static final OpenCalls CALLS = new OpenCalls();
    private static final Archive ARCHIVE = CALLS.archive;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private final ContactEnds ends = CALLS.ends();

    @Test
    void aWaitingCallerHearsTheirPlaceWhenTheyPressAKeyAndMusicOtherwise() {
        var wait = waitingAtMost(Duration.ofMinutes(15));
        var first = CALLS.begun("5.1", Duration.ofMinutes(3));
        var second = CALLS.begun("5.2", Duration.ofMinutes(3));
        ARCHIVE.dialogues.handOff(turn(first), 0, place(first));
        ARCHIVE.dialogues.handOff(turn(second), 0, place(second));

        assertThat(words(wait.visit(second, ""))).isEmpty();
        assertThat(words(wait.visit(first, "1"))).contains("You are next.");
        assertThat(words(wait.visit(second, "1"))).contains("There is one caller before you.");
        ends.gone(first, HangUp.BY_CALLER);
        ends.gone(second, HangUp.BY_CALLER);
    }

    @Test
    void aWaitingCallerIsToldTheirPlaceAfterAMinuteWithoutAKeyInTheirOwnLanguage() {
        var wait = waitingAtMost(Duration.ofMinutes(15));
        var caller = CALLS.begun("5.4", Duration.ofMinutes(3));
        var kazakh = turn(caller, dialogue().speaking(new Language("kk")), TrustTier.CLAIMED);
        ARCHIVE.dialogues.handOff(kazakh, 0, place(caller));
        var heard = new ArrayList<Integer>();

        for (var second = 15; second <= 300; second += 15) {
            now.set(NOW.plusSeconds(second));
            var words = words(wait.visit(caller, second == 150 ? "1" : ""));
            if (!words.isEmpty()) {
                assertThat(words).isEqualTo("Келесі кезек сіздікі. Желіде қалыңыз.");
                heard.add(second);
            }
        }

        assertThat(heard).as("once, and by a key: nothing has changed").containsExactly(60, 150);
        ends.gone(caller, HangUp.BY_CALLER);
    }

    @Test
    void aWaitingCallerWhomNoAgentWillReachGoesToTheRingGroup() {
        var forgotten = ARCHIVE.newContact();
        var tooLong = CALLS.begun("5.3", Duration.ofMinutes(30));
        ARCHIVE.dialogues.handOff(turn(tooLong), 0, place(tooLong));

        assertThat(waitingAtMost(Duration.ofMinutes(15)).visit(forgotten, ""))
                .isInstanceOf(Waiting.RingGroup.class);
        assertThat(waitingAtMost(Duration.ofMinutes(-2)).visit(tooLong, ""))
                .isInstanceOf(Waiting.RingGroup.class);
    }

    private StillWaiting waitingAtMost(Duration longest) {
        return ARCHIVE.waiting(SomePlans.waitingAtMost(longest), now::get);
    }

    private static String words(Waiting waiting) {
        assertThat(waiting).isInstanceOf(Waiting.On.class);
        var prompts = ((Waiting.On) waiting).announcement().prompts();
        return String.join(" ", prompts.stream().map(Prompt::words).toList());
    }
}
