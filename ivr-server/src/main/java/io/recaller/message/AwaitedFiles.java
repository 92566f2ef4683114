package io.recaller.message;

import static io.recaller.db.generated.Tables.AWAITED_FILE;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.recaller.db.Storable;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files that are still at their provider. A line of their message stands for each until it is
 * there. Each method works in the caller's transaction. Any thread.
 */
public final class AwaitedFiles {
    /** As long as the provider's word for one may be, in UTF-16 units. */
    public static final int LONGEST_SOURCE = 4000;

    private static final int LONGEST_NAME = 1000;

    /**
     * One of them.
     *
     * @param message its place in the order of its thread
     * @param place among the files of the message, from 0
     * @param source what the provider calls it, or where it lies there
     * @param line what stands for it in the message
     * @param tries how often it was fetched in vain, this time included
     */
    public record Awaited(
            long message,
            int place,
            ThreadId thread,
            String gateway,
            String source,
            String name,
            String line,
            int tries) {
        /** Without its name and address: it may be logged. */
        @Override
        public String toString() {
            return "Awaited[" + message + "/" + place + "]";
        }
    }

    /** It is to be fetched for its message, which is written in the same transaction. */
    public void await(
            Tx tx,
            ThreadId thread,
            long message,
            int place,
            String source,
            String name,
            String line,
            Instant now) {
        var told = Storable.mended(name);
        tx.dsl()
                .insertInto(AWAITED_FILE)
                .set(AWAITED_FILE.MESSAGE_SEQ, message)
                .set(AWAITED_FILE.PLACE, (short) place)
                .set(AWAITED_FILE.THREAD_ID, thread.value())
                .set(AWAITED_FILE.SOURCE, source)
                .set(AWAITED_FILE.NAME, told.substring(0, Math.min(told.length(), LONGEST_NAME)))
                .set(AWAITED_FILE.LINE, line)
                .set(AWAITED_FILE.TRY_AT, now)
                .execute();
    }

    /** Threads of these gateways with a file that does not have to wait. */
    public List<ThreadId> due(Tx tx, Set<String> gateways, Instant now, int most) {
        return tx.dsl()
                .selectDistinct(AWAITED_FILE.THREAD_ID)
                .from(AWAITED_FILE)
                .join(THREAD)
                .on(THREAD.ID.eq(AWAITED_FILE.THREAD_ID))
                .where(AWAITED_FILE.TRY_AT.le(now), THREAD.GATEWAY.in(gateways))
                .limit(most)
                .fetch(row -> new ThreadId(row.value1()));
    }

    /**
     * The first of a thread that does not have to wait: it is the caller's until that instant.
     * Empty: there is none.
     */
    public Optional<Awaited> take(Tx tx, ThreadId thread, Instant now, Instant until) {
        var first =
                select(AWAITED_FILE.MESSAGE_SEQ, AWAITED_FILE.PLACE)
                        .from(AWAITED_FILE)
                        .where(
                                AWAITED_FILE.THREAD_ID.eq(thread.value()),
                                AWAITED_FILE.TRY_AT.le(now))
                        .orderBy(AWAITED_FILE.MESSAGE_SEQ, AWAITED_FILE.PLACE)
                        .limit(1)
                        .forUpdate()
                        .skipLocked();
        return tx.dsl()
                .update(AWAITED_FILE)
                .set(AWAITED_FILE.TRY_AT, until)
                .set(AWAITED_FILE.TRIES, AWAITED_FILE.TRIES.plus(1))
                .from(THREAD)
                .where(
                        THREAD.ID.eq(AWAITED_FILE.THREAD_ID),
                        row(AWAITED_FILE.MESSAGE_SEQ, AWAITED_FILE.PLACE).eq(first))
                .returningResult(
                        AWAITED_FILE.MESSAGE_SEQ,
                        AWAITED_FILE.PLACE,
                        AWAITED_FILE.THREAD_ID,
                        THREAD.GATEWAY,
                        AWAITED_FILE.SOURCE,
                        AWAITED_FILE.NAME,
                        AWAITED_FILE.LINE,
                        AWAITED_FILE.TRIES)
                .fetchOptional(row ->
                        new Awaited(
                                row.value1(),
                                row.value2(),
                                new ThreadId(row.value3()),
                                row.value4(),
                                row.value5(),
                                row.value6(),
                                row.value7(),
                                row.value8()));
    }

    /** It could not be had: again then. */
    public void later(Tx tx, Awaited file, Instant then) {
        tx.dsl()
                .update(AWAITED_FILE)
                .set(AWAITED_FILE.TRY_AT, then)
                .where(
                        AWAITED_FILE.MESSAGE_SEQ.eq(file.message()),
                        AWAITED_FILE.PLACE.eq((short) file.place()))
                .execute();
    }

    /**
     * Nobody awaits it any more.
     *
     * @return false: nobody did
     */
    public boolean done(Tx tx, Awaited file) {
        return tx.dsl()
                        .deleteFrom(AWAITED_FILE)
                        .where(
                                AWAITED_FILE.MESSAGE_SEQ.eq(file.message()),
                                AWAITED_FILE.PLACE.eq((short) file.place()))
                        .execute()
                == 1;
    }

    /** The line that stood for it leaves the message: it is there now. */
    public void isThere(Tx tx, Awaited file) {
        tx.dsl()
                .select(MESSAGE.BODY)
                .from(MESSAGE)
                .where(MESSAGE.SEQ.eq(file.message()))
                .forUpdate()
                .fetchOptional(MESSAGE.BODY)
                .ifPresent(body ->
                        tx.dsl()
                                .update(MESSAGE)
                                .set(MESSAGE.BODY, without(body, file.line()))
                                .where(MESSAGE.SEQ.eq(file.message()))
                                .execute());
    }

    /** The last such line: lines that stand for files are below what was written. */
    private static String without(String body, String line) {
        var lines = new ArrayList<>(body.lines().toList());
        var at = lines.lastIndexOf(line);
        if (at < 0) {
            return body;
        }
        lines.remove(at);
        return String.join("\n", lines).stripTrailing();
    }
}
