package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns that no caller waits for, of all calls at once: what comes within a few milliseconds is one
 * statement, because most of what a turn costs is the statement and not the row. Each moves its own
 * dialogue or does not; one that another transaction is just writing is left out. Any thread.
 */
final class PostedTurns {
    private static final Logger LOG = LoggerFactory.getLogger(PostedTurns.class);

    /** Nobody waits, and a key typed ahead may: it would wait so long for the turn before. */
    private static final Duration GATHERED = Duration.ofMillis(8);

    /** As many as PostgreSQL plans for. */
    private static final int MOST = 10;

    /** So that a statement that is stuck leaves the turns of other calls a way. */
    private static final int AT_A_TIME = 2;

    /** A thread that had nothing to write for so long ends. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final String TURN = "turn";

    private static final Field<UUID> MOVED = DSL.field(name("moved", "contact_id"), UUID.class);

    private final Database database;
    private final ImpressionRows impressions;
    private final Rendered statement = statement();
    private final Queue<Posted> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore writers = new Semaphore(AT_A_TIME);
    private final Duration gathered;

    /** Few, and always the same: a platform thread reads a socket without waking another. */
    private final Executor threads =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE.toSeconds(),
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().name("posted-turns-", 0).daemon().factory());

    PostedTurns(Database database, ImpressionRows impressions) {
        this.database = database;
        this.impressions = impressions;
        // The turns of one caller come one after another: there is nothing to gather.
        this.gathered = database.isStage() ? Duration.ZERO : GATHERED;
    }

    /** That write, and whatever else nobody waits for. */
    Executor threads() {
        return threads;
    }

    private record Posted(TurnTaken turn, long version, CompletableFuture<Boolean> done) {
        UUID contact() {
            return turn.contact().value();
        }
    }

    /**
     * Written soon, by another thread, and on the disk later. It must tell nothing of contact or
     * customer.
     *
     * @return told false when it is not: it has to be written by itself, which tells why not; or
     *     {@link DatabaseUnavailableException} when the database is away
     */
    CompletableFuture<Boolean> post(TurnTaken turn, long version) {
        var posted = new Posted(turn, version, new CompletableFuture<>());
        queue.add(posted);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::gatherAll);
        }
        return posted.done();
    }

    /**
     * As {@link #post}, and returns when it is written.
     *
     * @throws DatabaseUnavailableException when the database is away
     */
    boolean write(TurnTaken turn, long version) {
        try {
            return post(turn, version).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DatabaseUnavailableException away ? away : e;
        }
    }

    /** Writes one in a transaction that is taken back. */
    void rehearse(Tx tx, TurnTaken turn, long version) {
        var posted = new Posted(turn, version, new CompletableFuture<>());
        var _ = moved(tx, values(List.of(posted)));
    }

    /** Until nobody is waiting. The last are written by this thread itself. */
    private void gatherAll() {
        while (true) {
            LockSupport.parkNanos(gathered.toNanos());
            writers.acquireUninterruptibly();
            var together = together();
            if (waiting.addAndGet(-together.size()) == 0) {
                write(together);
                return;
            }
            threads.execute(() -> write(together));
        }
    }

    /** One of a contact: what another has to tell of it comes after. */
    private Collection<Posted> together() {
        var together = new LinkedHashMap<UUID, Posted>();
        for (var left = queue.size(); left > 0 && together.size() < MOST; left--) {
            var next = queue.poll();
            if (next != null && together.putIfAbsent(next.contact(), next) != null) {
                queue.add(next);
            }
        }
        return together.values();
    }

    private void write(Collection<Posted> together) {
        try {
            var values = values(together);
            var moved = database.atOnceForTurns(tx -> moved(tx, values));
            together.forEach(each -> each.done().complete(moved.contains(each.contact())));
        } catch (DatabaseUnavailableException away) {
            if (away.isOfTheStatementAlone()) {
                oneByOne(together, away);
            } else {
                together.forEach(each -> each.done().completeExceptionally(away));
            }
        } catch (RuntimeException | Error failure) {
            oneByOne(together, failure);
        } finally {
            writers.release();
        }
    }

    /** One that cannot be stored must not keep the others from it. */
    private static void oneByOne(Collection<Posted> together, Throwable failure) {
        LOG.atDebug().setCause(failure).log("posted turns are written one by one");
        together.forEach(each -> each.done().complete(false));
    }

    private Map<String, JSONB> values(Collection<Posted> together) {
        return Map.of(
                "turns",
                JsonText.list(json -> {
                    for (var each : together) {
                        DialogueJson.row(json, each.turn(), each.version() + 1);
                    }
                }),
                "heard",
                JsonText.list(json -> {
                    for (var each : together) {
                        impressions.rows(json, each.turn());
                    }
                }));
    }

    private Set<UUID> moved(Tx tx, Map<String, JSONB> values) {
        return statement.fetchIds(tx, values);
    }

    /** A disk that is slow holds up no turn: nobody waits for it here. */
    private static Rendered statement() {
        var free = free();
        var moved = moved(free);
        return Rendered.of(
                DSL.with(free)
                        .with(moved)
                        .with(ImpressionRows.kept(moved))
                        .select(MOVED)
                        .select(Tx.UNWAITED)
                        .from(moved));
    }

    /** Dialogues that are where their turns began, held for them. */
    private static CommonTableExpression<?> free() {
        var rows =
                DSL.table(
                                "jsonb_populate_recordset(cast(null as {0}), {1})",
                                DIALOGUE, param("turns", SQLDataType.JSONB))
                        .as("row");
        var turn = select(DSL.asterisk()).from(rows).limit(inline(MOST)).asTable(TURN);
        return name("free")
                .as(
                        select(turn.asterisk())
                                .from(DIALOGUE)
                                .join(turn)
                                .on(
                                        DIALOGUE.CONTACT_ID.eq(of(TURN, DIALOGUE.CONTACT_ID)),
                                        DIALOGUE.VERSION.eq(of(TURN, DIALOGUE.VERSION).minus(1)))
                                .forNoKeyUpdate()
                                .of(DIALOGUE)
                                .skipLocked());
    }

    private static CommonTableExpression<?> moved(Table<?> free) {
        return name("moved")
                .as(
                        DSL.update(DIALOGUE)
                                .set(DIALOGUE.NODE, free(DIALOGUE.NODE))
                                .set(DIALOGUE.STEP, free(DIALOGUE.STEP))
                                .set(DIALOGUE.LANGUAGE, free(DIALOGUE.LANGUAGE))
                                .set(DIALOGUE.DATA, free(DIALOGUE.DATA))
                                .set(DIALOGUE.PATH, free(DIALOGUE.PATH))
                                .set(DIALOGUE.TOPIC, free(DIALOGUE.TOPIC))
                                .set(DIALOGUE.VERSION, free(DIALOGUE.VERSION))
                                .set(DIALOGUE.UPDATED_AT, free(DIALOGUE.UPDATED_AT))
                                .from(free)
                                .where(DIALOGUE.CONTACT_ID.eq(free(DIALOGUE.CONTACT_ID)))
                                .returning(DIALOGUE.CONTACT_ID));
    }

    private static <T> Field<T> free(TableField<?, T> column) {
        return of("free", column);
    }

    private static <T> Field<T> of(String table, TableField<?, T> column) {
        return DSL.field(name(table, column.getName()), column.getDataType());
    }
}
