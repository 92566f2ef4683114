package io.recaller.message;

import static io.recaller.db.generated.Tables.ATTACHMENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;

import com.fasterxml.uuid.Generators;
import io.recaller.db.Tx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;

/** The rows of files. Each method works in the caller's transaction. Any thread. */
public final class Attachments {
    /** A file that is there. */
    public record Found(ThreadId thread, Attachment attachment) {}

    /**
     * Keeps a file with its message, which is written in the same transaction.
     *
     * @param place among those of the message, from 0
     * @param told what whoever sent it called it
     * @throws IllegalArgumentException when its content is of no kind that is kept
     */
    public Attachment keep(
            Tx tx,
            ThreadId thread,
            long message,
            int place,
            String told,
            FileContent content,
            Instant now) {
        var type =
                content.type()
                        .orElseThrow(() -> new IllegalArgumentException("no kind that is kept"));
        var kept =
                new Attachment(
                        Generators.timeBasedEpochRandomGenerator().generate(),
                        FileName.of(told, type),
                        type,
                        content.size());
        tx.dsl()
                .insertInto(ATTACHMENT)
                .set(ATTACHMENT.ID, kept.id())
                .set(ATTACHMENT.MESSAGE_SEQ, message)
                .set(ATTACHMENT.THREAD_ID, thread.value())
                .set(ATTACHMENT.PLACE, (short) place)
                .set(ATTACHMENT.NAME, kept.name())
                .set(ATTACHMENT.KIND, type.slug())
                .set(ATTACHMENT.SIZE, kept.size())
                .set(ATTACHMENT.BODY, content.bytes())
                .set(ATTACHMENT.CREATED_AT, now)
                .execute();
        return kept;
    }

    /** Empty: there is none, or not any more. */
    public Optional<Found> find(Tx tx, UUID id) {
        return tx.dsl()
                .select(
                        ATTACHMENT.ID,
                        ATTACHMENT.NAME,
                        ATTACHMENT.KIND,
                        ATTACHMENT.SIZE,
                        ATTACHMENT.THREAD_ID)
                .from(ATTACHMENT)
                .where(ATTACHMENT.ID.eq(id))
                .fetchOptional(
                        row -> new Found(new ThreadId(row.get(ATTACHMENT.THREAD_ID)), read(row)));
    }

    /** Those of a message, in order. */
    public List<Attachment> of(Tx tx, long message) {
        return tx.dsl()
                .select(ATTACHMENT.ID, ATTACHMENT.NAME, ATTACHMENT.KIND, ATTACHMENT.SIZE)
                .from(ATTACHMENT)
                .where(ATTACHMENT.MESSAGE_SEQ.eq(message))
                .orderBy(ATTACHMENT.PLACE)
                .fetch(Attachments::read);
    }

    /** What is in it; empty: it is not there any more. */
    public Optional<FileContent> content(Tx tx, UUID id) {
        return tx.dsl()
                .select(ATTACHMENT.BODY)
                .from(ATTACHMENT)
                .where(ATTACHMENT.ID.eq(id))
                .fetchOptional(row -> FileContent.of(row.value1()));
    }

    /** Bytes that a peer sent since. */
    public long receivedSince(Tx tx, ThreadId thread, Instant since) {
        return tx.dsl()
                .select(coalesce(sum(ATTACHMENT.SIZE), inline(BigDecimal.ZERO)))
                .from(ATTACHMENT)
                .join(MESSAGE)
                .on(MESSAGE.SEQ.eq(ATTACHMENT.MESSAGE_SEQ))
                .where(
                        ATTACHMENT.THREAD_ID.eq(thread.value()),
                        ATTACHMENT.CREATED_AT.gt(since),
                        MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())))
                .fetchSingle()
                .value1()
                .longValue();
    }

    private static Attachment read(Record row) {
        return new Attachment(
                row.get(ATTACHMENT.ID),
                row.get(ATTACHMENT.NAME),
                type(row.get(ATTACHMENT.KIND)),
                row.get(ATTACHMENT.SIZE));
    }

    /** A kind that this server does not know yet, of another one, is bytes. */
    static FileType type(String slug) {
        return FileType.of(slug).orElse(FileType.ZIP);
    }
}
