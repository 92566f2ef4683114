package io.recaller.conversation;

import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.dialogue.Fence;
import io.recaller.conversation.dialogue.Journal;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How the turns of one contact come into its journal: before the next words or behind them, by
 * themselves or held until somebody writes them with something else. Belongs to the thread that
 * serves the contact.
 */
final class TurnWriting {
    private final Journal journal;

    /** The dialogue's, once all that was told so far is written. */
    private long version;

    /** Done before anything is written while turns are held; empty: they are not. */
    private Optional<Runnable> holding = Optional.empty();

    private Optional<Held> held = Optional.empty();

    /** A page beside the call replies, not the call. */
    private boolean beside;

    /** A turn that is not written yet, and what is to be done before it is by itself. */
    private record Held(TurnTaken turn, Runnable before) {}

    TurnWriting(Journal journal, long version) {
        this.journal = journal;
        this.version = version;
    }

    long version() {
        return version;
    }

    /** The contact is written down from now on. */
    void begin() {
        journal.begin();
    }

    /** Whether a page beside the call replies, not the call. */
    boolean isBeside() {
        return beside;
    }

    /** A page beside the call replies from now on. */
    void answeredBeside() {
        beside = true;
    }

    /**
     * Meanwhile a turn that may be lost is held instead of written.
     *
     * @param before done before anything is written by itself
     */
    <T> T holding(Runnable before, Supplier<T> replying) {
        holding = Optional.of(before);
        try {
            return replying.get();
        } finally {
            holding = Optional.empty();
        }
    }

    boolean holds() {
        return held.isPresent();
    }

    /** As of {@link SelfService#writeWith}. */
    boolean writeWith(Consumer<? super Tx> beside, Duration within) {
        var turn = held.orElseThrow().turn();
        held = Optional.empty();
        return journal.saveWith(turn, beside, within);
    }

    /**
     * The turn was taken.
     *
     * @param mayBeLost whether its next words may be said before it is confirmed
     */
    void write(TurnTaken turn, boolean mayBeLost) {
        if (mayBeLost && holding.isPresent()) {
            held = Optional.of(new Held(turn, holding.get()));
        } else {
            holding.ifPresent(Runnable::run);
            writeAlone(turn, mayBeLost);
        }
        version++;
    }

    /** A page waits until its answer is written, before the call is fetched to hear of it. */
    private void writeAlone(TurnTaken turn, boolean mayBeLost) {
        if (!mayBeLost) {
            journal().save(turn);
        } else if (beside) {
            journal().postAlone(turn);
        } else {
            journal().post(turn);
        }
    }

    /** It is confirmed before anything else happens. */
    void save(TurnTaken turn) {
        journal().save(turn);
        version++;
    }

    /** Whoever served it before is stale from now on. */
    void takeOver(TurnTaken turn) {
        journal().takeOver(turn);
        version = Fence.takenOver(version);
    }

    /** The place in the queue, in one transaction with the turn; false: not in time. */
    boolean handOff(TurnTaken turn, Place place, Duration within) {
        var isWritten = journal().handOff(turn, place, within);
        version++;
        return isWritten;
    }

    /** What was held is written first: nobody writes it with anything else any more. */
    Journal journal() {
        var first = held;
        held = Optional.empty();
        first.ifPresent(it -> {
            it.before().run();
            journal.post(it.turn());
        });
        return journal;
    }
}
