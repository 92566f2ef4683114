package io.recaller.conversation;

import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.speech.Language;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that carries a contact comes back. It is never begun anew: its dialogue is read until it
 * can be. One reading goes on for as long as it takes, so that a slow database is not asked the
 * more the slower it is; one that failed is begun again. One thread uses it.
 */
public final class Reentry {
    private static final Logger LOG = LoggerFactory.getLogger(Reentry.class);

    private final Language language;
    private final Supplier<Budgeted.Pending<Conversations.Look>> looks;
    private final Function<Conversations.Look, SelfService> enter;
    private Budgeted.Pending<Conversations.Look> look;

    /**
     * Begins to read.
     *
     * @param language of the word; the caller's own is not known yet
     * @param enter goes on with what was read; may find that somebody else just did
     */
    Reentry(
            Language language,
            Supplier<Budgeted.Pending<Conversations.Look>> looks,
            Function<Conversations.Look, SelfService> enter) {
        this.language = language;
        this.looks = looks;
        this.enter = enter;
        this.look = looks.get();
    }

    /** Asks the caller to wait. */
    public Speech word() {
        return Speech.of(WaitWords.in(language));
    }

    /** What was read, before it is gone on with; empty when all of the time has gone by. */
    Optional<Conversations.Look> seen(Duration time) {
        return look.within(time);
    }

    /** The contact, once it can be gone on with; empty when all of the time has gone by. */
    public Optional<SelfService> within(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        var service = look.within(time).flatMap(this::entered);
        if (service.isEmpty() && look.isOver()) {
            LockSupport.parkNanos(until - System.nanoTime());
            look = looks.get();
        }
        return service;
    }

    /** A write that was under way may have been first: then what it wrote is read. */
    private Optional<SelfService> entered(Conversations.Look seen) {
        try {
            return Optional.of(enter.apply(seen));
        } catch (SupersededException _) {
            LOG.atInfo().log("dialogue moved on while it was entered, it is read again");
            return Optional.empty();
        }
    }
}
