package io.recaller.conversation.dialogue;

import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.Told;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one contact down, in order, on other threads, so that a slow database never makes the
 * caller wait longer than the deadline. A write that is late is finished in the background; what
 * one that failed had to tell is told by the next.
 *
 * <p>A write is either waited for, or posted: then it is looked at when the next one comes. So who
 * has lost the dialogue to another speaks one prompt more at most, and a database that answers
 * again is not flooded.
 *
 * <p>Used by the one thread that serves the contact; {@code begun}, {@code version}, {@code
 * unwritten}, {@code told} and {@code unsure} belong to the writes, which run one after another.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final String TURN = "turn";

    /** After so many turns of which it is not sure that they are on the disk, that is asked. */
    private static final int SOME_UNSURE = 4;

    /** After so many, one is waited for. */
    private static final int MOST_UNSURE = 8;

    private final DialogueStore store;
    private final Beginning beginning;
    private final Executor executor;
    private final Executor later;
    private final Duration deadline;
    private final Runnable unsaved;
    private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);
    private @Nullable Write posted;
    private boolean begun;
    private long version;
    private @Nullable TurnTaken unwritten;
    private @Nullable Told told;

    /** Turns that a killed database may have lost, by the version they were written at. */
    private final NavigableMap<Long, TurnTaken> unsure = new TreeMap<>();

    private final AtomicBoolean isAsked = new AtomicBoolean();

    /** What was written before this version is on the disk. */
    private volatile long sure;

    /**
     * A journal of one contact.
     *
     * @param unsaved told of each turn that was not written in time
     */
    public Journal(
            DialogueStore store,
            Beginning beginning,
            Executor executor,
            Duration deadline,
            Runnable unsaved) {
        this(store, beginning, executor, executor, deadline, unsaved);
    }

    /**
     * As above.
     *
     * @param later writes the beginning
     */
    public Journal(
            DialogueStore store,
            Beginning beginning,
            Executor executor,
            Executor later,
            Duration deadline,
            Runnable unsaved) {
        this.store = store;
        this.beginning = beginning;
        this.executor = executor;
        this.later = later;
        this.deadline = deadline;
        this.unsaved = unsaved;
    }

    /** Goes on after the write of this version, made by whoever served the contact before. */
    public Journal resumingAfter(long written) {
        begun = true;
        version = written;
        return this;
    }

    /** As above, after what was read just now: what the contact's row says need not be told. */
    public Journal resumingAfter(DialogueStore.Saved read) {
        told = read.told();
        return resumingAfter(read.version());
    }

    /**
     * Posts the beginning, unless it was written before: should it be lost, the call begins once
     * more.
     */
    public void begin() {
        if (!(last.isDone() && begun)) {
            post("begin", this::ensureBegun, later);
        }
    }

    /**
     * Whether it was written in time.
     *
     * @throws SupersededException when another server or thread has gone on with this contact
     */
    public boolean save(TurnTaken turn) {
        return write(TURN, () -> lasting(turn, store::save), deadline);
    }

    /**
     * Posts a turn that may be lost: the caller would only be asked the same again. It may even be
     * lost when it was confirmed, by a database that is killed in the next moment.
     *
     * @throws SupersededException when the write before told that another has gone on with this
     *     contact
     */
    public void post(TurnTaken turn) {
        settle();
        if (!isPostedByTheStore(turn)) {
            post(TURN, () -> saveSoon(turn, store::saveSoon));
        }
    }

    /** As {@link #post(TurnTaken)}, where somebody waits until it is written: by itself. */
    public void postAlone(TurnTaken turn) {
        settle();
        post(TURN, () -> saveSoon(turn, store::saveSoonAlone));
    }

    private void saveSoon(TurnTaken turn, ObjLongConsumer<TurnTaken> writing) {
        if (isSureEnough()) {
            unsure.put(version, save(turn, writing));
            askWhetherOnDisk();
        } else {
            lasting(turn, store::saveUnhurried);
        }
    }

    private boolean isSureEnough() {
        unsure.headMap(sure).clear();
        return unsure.size() < MOST_UNSURE;
    }

    private void askWhetherOnDisk() {
        if (unsure.size() >= SOME_UNSURE && isAsked.compareAndSet(false, true)) {
            var until = version;
            var _ =
                    store.onDisk(beginning.contact(), until)
                            .whenComplete((isOnDisk, _) -> {
                                sure = Boolean.TRUE.equals(isOnDisk) ? until : sure;
                                isAsked.set(false);
                            });
        }
    }

    /**
     * The usual case: nothing is left from before, and no thread has to wait for the write. No
     * write is under way then, so what belongs to the writes can be read here.
     */
    private boolean isPostedByTheStore(TurnTaken turn) {
        if (!last.isDone() || last.isCompletedExceptionally() || !begun || unwritten != null) {
            return false;
        }
        if (!isSureEnough()) {
            return false;
        }
        var whole = told == null ? turn : turn.knowing(told);
        var writing = store.post(whole, version);
        writing.ifPresent(written -> posted(turn, written));
        return writing.isPresent();
    }

    private void posted(TurnTaken turn, CompletableFuture<Boolean> written) {
        last =
                written.whenComplete((_, failure) -> unwritten = failure == null ? null : turn)
                        .thenCompose(isWritten ->
                                isWritten
                                        ? written(turn)
                                        : CompletableFuture.runAsync(
                                                () -> saveSoon(turn, store::saveSoon), executor));
        posted = new Write(TURN, last, System.nanoTime() + deadline.toNanos());
    }

    private CompletableFuture<@Nullable Void> written(TurnTaken turn) {
        unsure.put(version, turn);
        moved(turn);
        askWhetherOnDisk();
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Takes the dialogue over from whoever served it before: they are stale from now on.
     *
     * @throws SupersededException as {@link #save(TurnTaken)}
     */
    public void takeOver(TurnTaken turn) {
        write(
                TURN,
                () -> {
                    var next = Fence.takenOver(version);
                    save(turn, (whole, at) -> store.save(whole, at, next));
                    version = next;
                },
                deadline);
    }

    public boolean handOff(TurnTaken turn, Place place, Duration within) {
        return write(
                "hand-off",
                () -> lasting(turn, (whole, at) -> store.handOff(whole, at, place)),
                within);
    }

    /**
     * As {@link #save(TurnTaken)}, with this in the same transaction.
     *
     * @return false: neither was written in time, and both may be yet
     */
    public boolean saveWith(TurnTaken turn, Consumer<? super Tx> beside, Duration within) {
        return write(
                TURN,
                () -> lasting(turn, (whole, at) -> store.saveWith(whole, at, beside)),
                within);
    }

    /** What is on the disk now, is there with all that was written before it. */
    private void lasting(TurnTaken turn, ObjLongConsumer<TurnTaken> writing) {
        var _ = save(turn, writing);
        unsure.clear();
    }

    /** Returns what was written. */
    private TurnTaken save(TurnTaken turn, ObjLongConsumer<TurnTaken> writing) {
        var whole = unwritten == null ? turn : turn.after(unwritten);
        unwritten = whole;
        ensureBegun();
        caughtUp(() -> writing.accept(told == null ? whole : whole.knowing(told), version));
        unwritten = null;
        moved(whole);
        return whole;
    }

    private void moved(TurnTaken written) {
        told = written.tells(beginning.startedAt());
        version++;
    }

    /** What a killed database has lost is written once more, before what comes next. */
    private void caughtUp(Runnable piece) {
        try {
            piece.run();
        } catch (SupersededException superseded) {
            catchUp(superseded);
            piece.run();
        }
    }

    /** Does so only where the dialogue is still at an earlier version of our own. */
    private void catchUp(SupersededException superseded) {
        var found =
                store.load(beginning.contact())
                        .map(DialogueStore.Saved::version)
                        .filter(earlier -> Fence.isBehind(earlier, version))
                        .orElseThrow(() -> superseded);
        var lost =
                unsure.tailMap(found, true).values().stream()
                        .reduce((earlier, later) -> later.after(earlier))
                        .orElseThrow(() -> superseded);
        LOG.atWarn()
                .addKeyValue("contactId", beginning.contact())
                .addKeyValue("turns", version - found)
                .log("database lost turns of a call, they are written again");
        store.save(lost, found, version);
        told = null;
        unsure.clear();
    }

    public boolean finish(Finish finish, Duration within) {
        return write(
                "finish",
                () -> {
                    ensureBegun();
                    saveTheRest();
                    caughtUp(() -> store.finish(finish, version));
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
            lasting(rest, store::save);
        } catch (SupersededException superseded) {
            throw superseded;
        } catch (RuntimeException failure) {
            missed("last turn", failure.toString());
        }
    }

    private void ensureBegun() {
        if (!begun) {
            store.begin(beginning);
            told = Told.of(beginning);
            begun = true;
        }
    }

    private void post(String what, Runnable piece) {
        post(what, piece, executor);
    }

    private void post(String what, Runnable piece, Executor by) {
        settle();
        posted = start(what, piece, deadline, by);
        if (posted.done().isDone()) {
            settle();
        }
    }

    private boolean write(String what, Runnable piece, Duration within) {
        settle();
        return inTime(start(what, piece, within, executor));
    }

    /** The time a posted write has is mostly over when the caller has pressed the next key. */
    public void settle() {
        var before = posted;
        posted = null;
        if (before != null) {
            inTime(before);
        }
    }

    /**
     * Whether all that was told is written by now; it is waited for no longer than that. What is
     * not may be written yet.
     *
     * @throws SupersededException as {@link #save(TurnTaken)}
     */
    public boolean isWritten(Duration within) {
        posted = null;
        return inTime(new Write("rest", last, System.nanoTime() + within.toNanos()));
    }

    private Write start(String what, Runnable piece, Duration within, Executor by) {
        last = last.handleAsync((_, before) -> run(piece, before), by);
        return new Write(what, last, System.nanoTime() + within.toNanos());
    }

    private boolean inTime(Write write) {
        try {
            var left = Math.max(0, write.until() - System.nanoTime());
            write.done().get(left, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            missed(write.what(), "late");
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SupersededException superseded) {
                throw superseded;
            }
            missed(write.what(), String.valueOf(e.getCause()));
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A write under way. */
    private record Write(String what, CompletableFuture<@Nullable Void> done, long until) {}

    private void missed(String what, String error) {
        if (what.equals(TURN)) {
            unsaved.run();
        }
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
