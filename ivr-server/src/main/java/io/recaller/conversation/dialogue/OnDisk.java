package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;

import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether turns are on PostgreSQL's disk by now that were written without waiting for it: by
 * one commit that does wait and changes nothing, for all who ask meanwhile. So a disk that takes
 * its time holds up nobody's turn. What is seen at a version just before that commit is on the disk
 * with it; what is not, was lost by a database that was killed. Any thread.
 */
final class OnDisk {
    /** Something has to be logged, or the commit waits for nothing (xact.c). */
    private static final Field<?> NOTHING =
            function(
                    "pg_logical_emit_message",
                    SQLDataType.OTHER,
                    inline(true),
                    inline("recaller"),
                    inline(""));

    /** The function may not be called, or is not there; anything else may pass. */
    private static final Set<String> REFUSED = Set.of("42501", "42883");

    /** Who asks can take four more turns before it matters. */
    private static final Duration GATHERED = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(OnDisk.class);

    private final Database database;
    private final Executor executor;
    private final Queue<Asked> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** The database does not let us ask: it is asked no more. */
    private volatile boolean isRefused;

    OnDisk(Database database, Executor executor) {
        this.database = database;
        this.executor = executor;
    }

    private record Asked(ContactId contact, long version, CompletableFuture<Boolean> told) {
        void tell(Map<UUID, Long> versions) {
            told.complete(versions.getOrDefault(contact.value(), -1L) >= version);
        }
    }

    /** Told false when it is not, exceptionally when nobody can tell. */
    CompletableFuture<Boolean> ask(ContactId contact, long version) {
        var asked = new Asked(contact, version, new CompletableFuture<>());
        if (isRefused) {
            asked.told().complete(false);
            return asked.told();
        }
        queue.add(asked);
        if (waiting.getAndIncrement() == 0) {
            executor.execute(this::tellAll);
        }
        return asked.told();
    }

    private void tellAll() {
        int many;
        do {
            LockSupport.parkNanos(GATHERED.toNanos());
            many = tellThoseWhoAsk();
        } while (waiting.addAndGet(-many) > 0);
    }

    private int tellThoseWhoAsk() {
        var together = new ArrayList<Asked>();
        for (var next = queue.poll(); next != null; next = queue.poll()) {
            together.add(next);
        }
        var contacts = together.stream().map(each -> each.contact().value()).toList();
        try {
            var versions = database.atOnce(tx -> versions(tx, contacts));
            together.forEach(each -> each.tell(versions));
        } catch (RuntimeException | Error failure) {
            if (failure instanceof DataAccessException wrong
                    && REFUSED.contains(wrong.sqlState())) {
                refused(wrong);
            }
            together.forEach(each -> each.told().completeExceptionally(failure));
        }
        return together.size();
    }

    private void refused(DataAccessException refused) {
        if (!isRefused) {
            LOG.atWarn()
                    .addKeyValue("error", String.valueOf(refused.getCause()))
                    .log(
                            "every ninth turn of a call waits for the database's disk: grant execute"
                                    + " on function pg_logical_emit_message to whom the server connects as");
        }
        isRefused = true;
    }

    /** Where it is refused the rest of the rehearsal goes on. */
    static void rehearse(Tx tx, ContactId contact) {
        try {
            var _ = tx.orTakenBack(part -> versions(part, List.of(contact.value())));
        } catch (DataAccessException refused) {
            LOG.atDebug().addKeyValue("error", refused.getMessage()).log("not asked");
        }
    }

    /** As they are committed; then waits for the disk where the transaction is this statement. */
    private static Map<UUID, Long> versions(Tx tx, Collection<UUID> contacts) {
        return tx.dsl()
                .select(DIALOGUE.CONTACT_ID, DIALOGUE.VERSION, NOTHING)
                .from(DIALOGUE)
                .where(DIALOGUE.CONTACT_ID.eq(any(contacts.toArray(UUID[]::new))))
                .fetchMap(DIALOGUE.CONTACT_ID, DIALOGUE.VERSION);
    }
}
