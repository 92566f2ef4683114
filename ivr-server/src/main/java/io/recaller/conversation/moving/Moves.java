package io.recaller.conversation.moving;

import io.recaller.conversation.Switches;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.db.ConflictException;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.SwitchOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings dialogues to other doors: to where somebody writes, to a call by a code, to a call-back.
 * Each is one transaction, and asked for again because a server died it is done once. Any thread;
 * blocking.
 */
public final class Moves implements Switches {
    private static final Logger LOG = LoggerFactory.getLogger(Moves.class);

    private final ThreadMoves threads;
    private final CodeMoves codes;
    private final CallbackMoves callbacks;

    public Moves(ThreadMoves threads, CodeMoves codes, CallbackMoves callbacks) {
        this.threads = threads;
        this.codes = codes;
        this.callbacks = callbacks;
    }

    @Override
    public SwitchOutcome to(SwitchTarget target, Asked asked) {
        try {
            return switch (target) {
                case PAGE -> SwitchOutcome.IMPOSSIBLE;
                case CHAT, SMS, EMAIL, TELEGRAM -> threads.to(target, asked);
                case CALL -> codes.to(asked);
                case CALL_BACK -> callbacks.to(asked);
            };
        } catch (DatabaseUnavailableException | ConflictException | SupersededException e) {
            LOG.atWarn()
                    .addKeyValue("contactId", asked.contact())
                    .addKeyValue("to", target.slug())
                    .addKeyValue("error", e.toString())
                    .log("a dialogue stays where it is");
            return SwitchOutcome.IMPOSSIBLE;
        }
    }

    @Override
    public boolean offersPage(Arrival arrival) {
        return false;
    }
}
