package io.recaller.conversation;

import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.Unserved;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.dialogue.Listening;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.conversation.ending.HangUp;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private final LiveDialogue live;
    private final Tools tools;
    private boolean waiting;
    private boolean heardOut;
    private boolean over;

    SelfServiceEnd(Flow flow, Beginning beginning, LiveDialogue live, Tools tools) {
        this.flow = flow;
        this.beginning = beginning;
        this.live = live;
        this.tools = tools;
    }

    /** Whether their place in the queue is written. */
    void waits(boolean isWaiting) {
        waiting = isWaiting;
    }

    /** It is over; only when the last words were heard is a task completed. */
    void lastWords(boolean areHeard) {
        heardOut = areHeard;
        var _ = finish(new Ended.SelfServed());
    }

    /**
     * As of {@link SelfService#left}. The caller hears nothing until it is written; what is kept in
     * the spool is as good.
     */
    void left() {
        if (waiting) {
            tools.queued().accept(beginning.contact());
        } else {
            var _ = finish(new Ended.RingGroup(Unserved.QUEUE_UNWRITTEN), tools.writeDeadline());
        }
    }

    /** As of {@link SelfService#failed}. */
    void failed() {
        var cause = waiting ? Unserved.FAULT_IN_QUEUE : Unserved.FAULT_IN_MENU;
        var _ = finish(new Ended.RingGroup(cause), tools.writeDeadline());
    }

    /** As of {@link SelfService#hungUp}. */
    boolean hungUp(HangUp how) {
        return finish(
                waiting
                        ? new Ended.Abandoned(false, how.alone())
                        : new Ended.Unfinished(within(live.turn()), how.alone()));
    }

    /**
     * The contact is over. Kept in the spool when the database does not take it.
     *
     * @return false: somebody else goes on with it
     */
    private boolean finish(Ended ended) {
        return finish(ended, SelfService.HAND_OFF_DEADLINE);
    }

    private boolean finish(Ended ended, Duration within) {
        if (over) {
            return true;
        }
        over = true;
        var end = end(ended, tools.clock().instant());
        try {
            if (!live.writing().journal().finish(end, within)) {
                tools.spool().keep(KeptEnd.of(end));
            }
            return true;
        } catch (SupersededException _) {
            LOG.atInfo().addKeyValue("contactId", beginning.contact()).log("ends elsewhere");
            return false;
        }
    }

    private Finish end(Ended ended, Instant now) {
        var at = live.step();
        var completed =
                heardOut && at.turn() instanceof Turn.End end
                        ? end.topic()
                        : Optional.<Topic>empty();
        return new Finish(
                beginning,
                ended,
                completed.or(() -> ChosenTopic.of(flow, at.dialogue())),
                completed.isPresent() ? TopicSource.TASK : TopicSource.KEY,
                live.isShown() ? Listening.cutOff(at, now) : Optional.empty(),
                now);
    }

    /** Where in the flow who hung up at this turn was. */
    private static Ended.Unfinished.Within within(Turn turn) {
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
