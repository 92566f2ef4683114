package io.recaller.conversation;

import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.Journal;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.dialogue.Listening;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one contact ends in self-service; only the first end counts. Belongs to the thread that
 * serves it.
 */
final class SelfServiceEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SelfServiceEnd.class);

    private final Flow flow;
    private final Beginning beginning;
    private final Tools tools;
    private boolean heardOut;
    private boolean over;

    SelfServiceEnd(Flow flow, Beginning beginning, Tools tools) {
        this.flow = flow;
        this.beginning = beginning;
        this.tools = tools;
    }

    /** Whether the last words were heard: only then is a task completed. */
    void lastWords(boolean areHeard) {
        heardOut = areHeard;
    }

    /**
     * The contact is over. Kept in the spool when the database does not take it.
     *
     * @param at where in the flow
     * @param wasShown whether the turn there was rendered
     * @param journal with what was held written first
     * @param within for how long the database is waited for
     * @return false: somebody else goes on with it
     */
    boolean finish(
            Ended ended, Step at, boolean wasShown, Supplier<Journal> journal, Duration within) {
        if (over) {
            return true;
        }
        over = true;
        var end = end(ended, at, wasShown, tools.clock().instant());
        try {
            if (!journal.get().finish(end, within)) {
                tools.spool().keep(KeptEnd.of(end));
            }
            return true;
        } catch (SupersededException _) {
            LOG.atInfo().addKeyValue("contactId", beginning.contact()).log("ends elsewhere");
            return false;
        }
    }

    private Finish end(Ended ended, Step at, boolean wasShown, Instant now) {
        var completed =
                heardOut && at.turn() instanceof Turn.End end
                        ? end.topic()
                        : Optional.<Topic>empty();
        return new Finish(
                beginning,
                ended,
                completed.or(() -> ChosenTopic.of(flow, at.dialogue())),
                completed.isPresent() ? TopicSource.TASK : TopicSource.KEY,
                wasShown ? Listening.cutOff(at, now) : Optional.empty(),
                now);
    }

    /** Where in the flow who hung up at this turn was. */
    static Ended.Unfinished.Within within(Turn turn) {
        return switch (turn) {
            case Turn.End _ -> Ended.Unfinished.Within.LAST_WORDS;
            case Turn.HandOff _ -> Ended.Unfinished.Within.HAND_OFF;
            case Turn.Say _,
                    Turn.Choose _,
                    Turn.Ask _,
                    Turn.Verify _,
                    Turn.SwitchTo _,
                    Turn.Recommend _,
                    Turn.LookUp _ ->
                    Ended.Unfinished.Within.MENU;
        };
    }
}
