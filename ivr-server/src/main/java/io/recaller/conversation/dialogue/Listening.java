package io.recaller.conversation.dialogue;

import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Position;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is heard of a menu, for the record. */
public final class Listening {
    private Listening() {}

    /** How long ago the menu began to be read; zero in no menu. */
    public static Duration since(Dialogue dialogue, Instant now) {
        return dialogue.position() instanceof Position.InMenu menu && menu.since().isBefore(now)
                ? Duration.between(menu.since(), now)
                : Duration.ZERO;
    }

    /** The menu that was being read when nobody was there any more to answer it. */
    public static Optional<Heard> cutOff(Step step, Instant now) {
        return step.turn() instanceof Turn.Choose menu
                        && step.dialogue().position() instanceof Position.InMenu position
                ? Optional.of(
                        new Heard(
                                step.dialogue().node(),
                                menu.layout(),
                                position.since(),
                                since(step.dialogue(), now),
                                Optional.empty(),
                                "hung_up"))
                : Optional.empty();
    }

    /**
     * A menu and the reply to it.
     *
     * @param key that the reply stands for
     * @param after from the first syllable to the reply, or to the end of patience
     */
    public static Heard answered(
            Dialogue dialogue,
            Turn.Choose menu,
            Reply reply,
            Optional<String> key,
            Duration after,
            Instant now) {
        return new Heard(
                dialogue.node(),
                menu.layout(),
                now.minus(after),
                after,
                key,
                reply instanceof Reply.Silence ? "no_input" : outcome(menu, key.orElse("")));
    }

    private static String outcome(Turn.Choose menu, String key) {
        if (key.equals(Choice.PERSON)) {
            return "person";
        }
        if (key.equals(Choice.OFFER) && menu.offer().isPresent()) {
            return "offer_taken";
        }
        for (var choice : menu.choices()) {
            if (choice.key().equals(key) && !choice.id().equals(Choice.OFFER)) {
                return "chosen";
            }
        }
        return "no_match";
    }
}
