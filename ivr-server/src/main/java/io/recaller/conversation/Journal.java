package io.recaller.conversation;

import io.recaller.conversation.DialogueStore.Beginning;
import io.recaller.conversation.DialogueStore.Finish;
import io.recaller.conversation.DialogueStore.Place;
import io.recaller.conversation.DialogueStore.TurnTaken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one contact down, in order, on other threads, so that a slow database never makes the
 * caller wait longer than the deadline. A write that is late is finished in the background; what
 * one that failed had to tell is told by the next.
 *
 * <p>Used by the one thread that serves the contact; {@code begun}, {@code version} and {@code
 * unwritten} belong to the writes, which run one after another.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final DialogueStore store;
    private final Beginning beginning;
    private final Executor executor;
    private final Duration deadline;
    private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);
    private boolean begun;
    private long version;
    private @Nullable TurnTaken unwritten;

    Journal(DialogueStore store, Beginning beginning, Executor executor, Duration deadline) {
        this.store = store;
        this.beginning = beginning;
        this.executor = executor;
        this.deadline = deadline;
    }

    /** Goes on after the write of this version, made by whoever served the contact before. */
    Journal resumingAfter(long written) {
        begun = true;
        version = written;
        return this;
    }

    boolean begin() {
        return write("begin", this::ensureBegun, deadline);
    }

    /**
     * Whether it was written in time.
     *
     * @throws SupersededException when another server or thread has gone on with this contact
     */
    boolean save(TurnTaken turn) {
        return write("turn", () -> save(turn, store::save), deadline);
    }

    boolean handOff(TurnTaken turn, Place place, Duration within) {
        return write(
                "hand-off",
                () -> save(turn, (whole, at) -> store.handOff(whole, at, place)),
                within);
    }

    private void save(TurnTaken turn, ObjLongConsumer<TurnTaken> writing) {
        var whole = unwritten == null ? turn : turn.after(unwritten);
        unwritten = whole;
        ensureBegun();
        writing.accept(whole, version);
        unwritten = null;
        version++;
    }

    boolean finish(Finish finish, Duration within) {
        return write(
                "finish",
                () -> {
                    ensureBegun();
                    saveTheRest();
                    store.finish(finish, version);
                },
                within);
    }

    /** The end is worth more than the last turn: it does not wait for it. */
    private void saveTheRest() {
        var rest = unwritten;
        if (rest == null) {
            return;
        }
        unwritten = null;
        try {
            save(rest, store::save);
        } catch (SupersededException superseded) {
            throw superseded;
        } catch (RuntimeException failure) {
            missed("last turn", failure.toString());
        }
    }

    private void ensureBegun() {
        if (!begun) {
            store.begin(beginning);
            begun = true;
        }
    }

    private boolean write(String what, Runnable piece, Duration within) {
        last = last.handleAsync((_, before) -> run(piece, before), executor);
        try {
            last.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            missed(what, "late");
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SupersededException superseded) {
                throw superseded;
            }
            missed(what, String.valueOf(e.getCause()));
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void missed(String what, String error) {
        LOG.atWarn()
                .addKeyValue("contactId", beginning.contact())
                .addKeyValue("write", what)
                .addKeyValue("error", error)
                .log("contact goes on unsaved");
    }

    /** A lost dialogue stays lost; any other failure does not hold up the next write. */
    private static @Nullable Void run(Runnable piece, @Nullable Throwable before) {
        if (before != null && before.getCause() instanceof SupersededException superseded) {
            throw superseded;
        }
        piece.run();
        return null;
    }
}
