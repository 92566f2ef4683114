package io.recaller.channel;

import io.recaller.db.Bulkhead;
import io.recaller.message.ThreadId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is to do for many peers at once, and for each by one thread at a time: a virtual one
 * while there is something. It is told, and looks every second for what nobody told it. All of it
 * is inside the {@link Bulkhead}, but that what is in hand is kept.
 */
public final class PerPeer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PerPeer.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** What is held is held on to that often, however long a look takes. */
    private static final Duration KEEP_EVERY = Duration.ofSeconds(5);

    /** Of more nobody is told: they are looked for when others are done. */
    private static final int MOST_KNOWN = 10_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Supplier<List<ThreadId>> toDo;
    private final Consumer<ThreadId> work;
    private final Consumer<List<ThreadId>> keep;
    private final Semaphore room;
    private final int mostKnown;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread looking;
    private final Thread keeping;

    /** Whether more is to do than a peer's thread has seen; guarded by itself. */
    private final Map<ThreadId, Boolean> busy = new HashMap<>();

    /**
     * Nothing is done before {@link #start}.
     *
     * @param places how many peers at once
     * @param toDo where something is to do that does not have to wait
     * @param work does all of it; what it throws is logged, and it is tried again
     * @param keep told every few seconds of all that are being worked for, or are about to be:
     *     nobody else may meanwhile, however long it takes
     */
    public PerPeer(
            String name,
            int places,
            Supplier<List<ThreadId>> toDo,
            Consumer<ThreadId> work,
            Consumer<List<ThreadId>> keep) {
        this(name, places, MOST_KNOWN, toDo, work, keep);
    }

    /** As above, with another number of peers that are known at once. */
    PerPeer(
            String name,
            int places,
            int mostKnown,
            Supplier<List<ThreadId>> toDo,
            Consumer<ThreadId> work,
            Consumer<List<ThreadId>> keep) {
        this.mostKnown = mostKnown;
        this.room = new Semaphore(places);
        this.toDo = toDo;
        this.work = work;
        this.keep = keep;
        this.looking = Thread.ofVirtual().name(name).unstarted(this::look);
        this.keeping = Thread.ofVirtual().name(name + "-keep").unstarted(this::keepOn);
    }

    public void start() {
        looking.start();
        keeping.start();
    }

    /** Something may be to do. Returns at once. */
    public void told(ThreadId thread) {
        synchronized (busy) {
            if (!isClosing() && hasRoom(thread) && busy.put(thread, true) == null) {
                workers.execute(() -> Bulkhead.run(() -> run(thread)));
            }
        }
    }

    private boolean hasRoom(ThreadId thread) {
        return busy.size() < mostKnown || busy.containsKey(thread);
    }

    int known() {
        synchronized (busy) {
            return busy.size();
        }
    }

    /** What has not begun by then is another server's. */
    public boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run(ThreadId thread) {
        room.acquireUninterruptibly();
        try {
            while (isMore(thread)) {
                work.accept(thread);
            }
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("thread", thread)
                    .addKeyValue("error", failure.toString())
                    .log("messages of a peer wait");
            forget(thread);
        } finally {
            room.release();
        }
    }

    private boolean isMore(ThreadId thread) {
        synchronized (busy) {
            if (!isClosing() && Boolean.TRUE.equals(busy.put(thread, false))) {
                return true;
            }
            busy.remove(thread);
            return false;
        }
    }

    private void forget(ThreadId thread) {
        synchronized (busy) {
            busy.remove(thread);
        }
    }

    private void look() {
        while (!rested(POLL)) {
            quietly(() -> Bulkhead.run(() -> toDo.get().forEach(this::told)));
        }
    }

    private void keepOn() {
        while (!rested(KEEP_EVERY)) {
            quietly(() -> keep.accept(inHand()));
        }
    }

    private List<ThreadId> inHand() {
        synchronized (busy) {
            return List.copyOf(busy.keySet());
        }
    }

    private static void quietly(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            LOG.atDebug().setCause(failure).log("it is looked again for messages");
        }
    }

    /** True: it is closing. */
    private boolean rested(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What is being done is finished; the rest is another server's. */
    @Override
    public void close() {
        synchronized (busy) {
            closing.countDown();
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().log("messages of some peers are still at work");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
