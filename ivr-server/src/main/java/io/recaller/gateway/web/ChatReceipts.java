package io.recaller.gateway.web;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pages have got and what was seen on them, written for all chats together a few times a
 * second: it keeps nobody waiting, and each commit of its own would. Any thread.
 */
final class ChatReceipts {
    private static final Logger log = LoggerFactory.getLogger(ChatReceipts.class);

    private final ChatThreads threads;
    private final Blocking blocking;

    /** Up to which place, by thread. */
    private final Map<UUID, Long> delivered = new ConcurrentHashMap<>();

    private final Map<UUID, Long> read = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    ChatReceipts(ChatThreads threads, Blocking blocking) {
        this.threads = threads;
        this.blocking = blocking;
    }

    /** Everything of ours up to there is on a page. */
    void delivered(UUID thread, long upTo) {
        delivered.merge(thread, upTo, Math::max);
    }

    /** Everything of ours up to there was seen. */
    void read(UUID thread, long upTo) {
        read.merge(thread, upTo, Math::max);
    }

    /** Writes what there is, unless it is being written; returns at once. */
    void write() {
        if (!(delivered.isEmpty() && read.isEmpty()) && writing.compareAndSet(false, true)) {
            blocking.call(this::writeAll)
                    .onFailure(failure ->
                            log.atDebug().setCause(failure).log("what was seen is written later"))
                    .onComplete(_ -> writing.set(false));
        }
    }

    /** What could not be written, and what is further by now, is left for the next time. */
    private boolean writeAll() {
        var arrived = Map.copyOf(delivered);
        var seen = Map.copyOf(read);
        threads.got(arrived, seen);
        arrived.forEach(delivered::remove);
        seen.forEach(read::remove);
        return true;
    }
}
