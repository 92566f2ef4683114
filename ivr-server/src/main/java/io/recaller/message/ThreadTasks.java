package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ThreadRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * What one server does for a peer at a time: rows say which, and until when. Each method works in
 * the caller's transaction. Any thread.
 */
public final class ThreadTasks {
    private static final List<Field<?>> COLUMNS =
            Stream.concat(Arrays.stream(THREAD.fields()), Stream.of(Tx.UNWAITED)).toList();

    private static final Rendered KEEP =
            answering(THREAD.LANE_SERVER.eq(given("server", THREAD.LANE_SERVER)));

    private static final Rendered TAKE =
            answering(
                    THREAD.LANE_UNTIL
                            .isNull()
                            .or(THREAD.LANE_UNTIL.lt(given("now", THREAD.LANE_UNTIL)))
                            .or(THREAD.LANE_SERVER.eq(given("server", THREAD.LANE_SERVER))));

    /** One thing that is done; each has an order of its own. */
    public enum Task {
        ANSWERING(THREAD.LANE_SERVER, THREAD.LANE_UNTIL),
        SENDING(THREAD.SEND_SERVER, THREAD.SEND_UNTIL);

        @SuppressWarnings("ImmutableEnumChecker") // a column never changes
        private final TableField<ThreadRecord, String> server;

        @SuppressWarnings("ImmutableEnumChecker") // as above
        private final TableField<ThreadRecord, Instant> until;

        Task(TableField<ThreadRecord, String> server, TableField<ThreadRecord, Instant> until) {
            this.server = server;
            this.until = until;
        }
    }

    /**
     * Takes a peer for a task: nobody else does it until then. For answering it is not waited for
     * on the disk.
     *
     * @return false: another server has it, or there is no such thread
     */
    public boolean take(Tx tx, Task task, ThreadId id, String server, Instant now, Instant until) {
        return tx.dsl()
                        .update(THREAD)
                        .set(task.server, server)
                        .set(task.until, until)
                        .where(
                                THREAD.ID.eq(id.value()),
                                task.until
                                        .isNull()
                                        .or(task.until.lt(now))
                                        .or(task.server.eq(server)))
                        .returningResult(task == Task.ANSWERING ? Tx.UNWAITED : inline(""))
                        .fetch()
                        .size()
                == 1;
    }

    /**
     * As {@link #take}, to answer, and what it is: nobody else changes it until the transaction
     * ends.
     */
    public Optional<MessageThread> takeToAnswer(
            Tx tx, ThreadId id, String server, Instant now, Instant until) {
        return answering(
                tx, TAKE, Map.of("id", id.value(), "server", server, "until", until, "now", now));
    }

    /** As {@link #takeToAnswer}, of one that this server has; empty: another has it by now. */
    public Optional<MessageThread> keepToAnswer(Tx tx, ThreadId id, String server, Instant until) {
        return answering(tx, KEEP, Map.of("id", id.value(), "server", server, "until", until));
    }

    private static Optional<MessageThread> answering(
            Tx tx, Rendered statement, Map<String, Object> values) {
        return statement.fetch(tx, COLUMNS, values).stream()
                .findFirst()
                .map(row -> Threads.read(row.into(THREAD)));
    }

    private static Rendered answering(Condition may) {
        return Rendered.of(
                DSL.update(THREAD)
                        .set(THREAD.LANE_SERVER, given("server", THREAD.LANE_SERVER))
                        .set(THREAD.LANE_UNTIL, given("until", THREAD.LANE_UNTIL))
                        .where(THREAD.ID.eq(given("id", THREAD.ID)), may)
                        .returningResult(COLUMNS));
    }

    private static <T> Field<T> given(String name, TableField<ThreadRecord, T> column) {
        return param(name, column.getDataType());
    }

    /** Whoever has it keeps it until then; false: another server has it by now. */
    public boolean keep(Tx tx, Task task, ThreadId id, String server, Instant until) {
        return tx.dsl()
                        .update(THREAD)
                        .set(task.until, until)
                        .where(THREAD.ID.eq(id.value()), task.server.eq(server))
                        .execute()
                == 1;
    }

    /** As above, of many: those that another server has by now stay its own. */
    public void keep(Tx tx, Task task, List<ThreadId> ids, String server, Instant until) {
        tx.dsl()
                .update(THREAD)
                .set(task.until, until)
                .where(
                        THREAD.ID.eq(any(ids.stream().map(ThreadId::value).toArray(UUID[]::new))),
                        task.server.eq(server))
                .execute();
    }

    /** Another server may do it. */
    public void leave(Tx tx, Task task, ThreadId id, String server) {
        tx.dsl()
                .update(THREAD)
                .setNull(task.server)
                .setNull(task.until)
                .where(THREAD.ID.eq(id.value()), task.server.eq(server))
                .execute();
    }

    /**
     * Another server may answer, where nothing waits to be answered. Not waited for on the disk.
     *
     * @return false: something waits, or another server has it by now
     */
    public boolean leaveUnlessAsked(Tx tx, ThreadId id, String server) {
        return tx.dsl()
                .update(THREAD)
                .setNull(THREAD.LANE_SERVER)
                .setNull(THREAD.LANE_UNTIL)
                .where(
                        THREAD.ID.eq(id.value()),
                        THREAD.LANE_SERVER.eq(server),
                        notExists(
                                selectOne()
                                        .from(MESSAGE)
                                        .where(
                                                MESSAGE.THREAD_ID.eq(id.value()),
                                                MESSAGE.STATE.eq(
                                                        inline(MessageState.RECEIVED.slug())))))
                .returningResult(Tx.UNWAITED)
                .fetch()
                .isNotEmpty();
    }

    /** Nobody of those whose names begin so does anything any more. */
    public void free(Tx tx, String servers) {
        for (var task : Task.values()) {
            tx.dsl()
                    .update(THREAD)
                    .setNull(task.server)
                    .setNull(task.until)
                    .where(task.server.startsWith(servers))
                    .execute();
        }
    }
}
