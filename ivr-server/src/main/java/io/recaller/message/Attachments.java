package io.recaller.message;

import static io.recaller.db.generated.Tables.ATTACHMENT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import com.fasterxml.uuid.Generators;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FileName;
import io.recaller.message.file.FileType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jspecify.annotations.Nullable;

/** The rows of files. Each method works in the caller's transaction. Any thread. */
public final class Attachments {
    /** Bytes that a file takes at least, with its row. */
    public static final int LEAST = 4096;

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

    /** What is in it; empty: it is not there any more. */
    public Optional<FileContent> content(Tx tx, UUID id) {
        return tx.dsl()
                .select(ATTACHMENT.BODY)
                .from(ATTACHMENT)
                .where(ATTACHMENT.ID.eq(id))
                .fetchOptional(row -> FileContent.of(row.value1()));
    }

    /** Those of a peer's thread, the oldest first. */
    public List<Attachment> of(Tx tx, String gateway, String peer) {
        return files(tx)
                .join(THREAD)
                .on(THREAD.ID.eq(ATTACHMENT.THREAD_ID))
                .where(THREAD.GATEWAY.eq(gateway), THREAD.PEER.eq(peer))
                .orderBy(ATTACHMENT.CREATED_AT, ATTACHMENT.ID)
                .fetch(Attachments::read);
    }

    /** Those that were sent in a contact by its customer, the oldest first. */
    public List<Attachment> of(Tx tx, ContactId contact) {
        return files(tx)
                .join(MESSAGE)
                .on(MESSAGE.SEQ.eq(ATTACHMENT.MESSAGE_SEQ))
                .where(
                        MESSAGE.CONTACT_ID.eq(contact.value()),
                        MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())))
                .orderBy(ATTACHMENT.CREATED_AT, ATTACHMENT.ID)
                .fetch(Attachments::read);
    }

    /** How many were; contacts without any are left out. */
    public Map<ContactId, Integer> given(Tx tx, Collection<ContactId> contacts) {
        return tx.dsl()
                .select(MESSAGE.CONTACT_ID, count())
                .from(ATTACHMENT)
                .join(MESSAGE)
                .on(MESSAGE.SEQ.eq(ATTACHMENT.MESSAGE_SEQ))
                .where(
                        MESSAGE.CONTACT_ID.eq(any(ids(contacts))),
                        MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())))
                .groupBy(MESSAGE.CONTACT_ID)
                .fetchMap(row -> new ContactId(row.value1()), row -> row.value2());
    }

    /**
     * Which files those are, of each contact the oldest first; contacts without any are left out.
     *
     * @param until when they were given, at the latest
     * @param most of all contacts together, the newest
     */
    public Map<ContactId, List<Attachment>> each(
            Tx tx, Collection<ContactId> contacts, Instant until, int most) {
        var query =
                files(tx)
                        .join(MESSAGE)
                        .on(MESSAGE.SEQ.eq(ATTACHMENT.MESSAGE_SEQ))
                        .where(
                                MESSAGE.CONTACT_ID.eq(any(ids(contacts))),
                                ATTACHMENT.CREATED_AT.le(until),
                                MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())))
                        .orderBy(ATTACHMENT.CREATED_AT.desc(), ATTACHMENT.ID.desc())
                        .limit(most)
                        .getQuery();
        query.addSelect(MESSAGE.CONTACT_ID);
        return query.fetch().reversed().stream()
                .collect(
                        groupingBy(
                                row -> new ContactId(row.get(MESSAGE.CONTACT_ID)),
                                mapping(Attachments::read, toList())));
    }

    /**
     * Whether a file is one that a customer gave in a contact of theirs.
     *
     * @param until when it was given, at the latest
     */
    public boolean isOf(Tx tx, CustomerId customer, UUID file, Instant until) {
        return tx.dsl()
                .fetchExists(
                        selectOne()
                                .from(ATTACHMENT)
                                .join(MESSAGE)
                                .on(MESSAGE.SEQ.eq(ATTACHMENT.MESSAGE_SEQ))
                                .join(CONTACT)
                                .on(CONTACT.ID.eq(MESSAGE.CONTACT_ID))
                                .where(
                                        ATTACHMENT.ID.eq(file),
                                        ATTACHMENT.CREATED_AT.le(until),
                                        MESSAGE.AUTHOR.eq(inline(Author.CUSTOMER.slug())),
                                        CONTACT.CUSTOMER_ID.eq(
                                                any(array(Merges.familyOf(customer))))));
    }

    private static UUID[] ids(Collection<ContactId> contacts) {
        return contacts.stream().map(ContactId::value).toArray(UUID[]::new);
    }

    private static SelectJoinStep<? extends Record> files(Tx tx) {
        return tx.dsl()
                .select(ATTACHMENT.ID, ATTACHMENT.NAME, ATTACHMENT.KIND, ATTACHMENT.SIZE)
                .from(ATTACHMENT);
    }

    /** They stand in another thread from now on, as their messages do. */
    void move(Tx tx, ThreadId from, ThreadId to) {
        tx.dsl()
                .update(ATTACHMENT)
                .set(ATTACHMENT.THREAD_ID, to.value())
                .where(ATTACHMENT.THREAD_ID.eq(from.value()))
                .execute();
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

    /**
     * Bytes of all that are kept.
     *
     * @param ofVisitors those of them in chats with visitors whom nobody knows, and of pages
     */
    public record Stored(long all, long ofVisitors) {}

    /** All of them; a small file takes as much room as {@link #LEAST} bytes. */
    public Stored stored(Tx tx) {
        var room = greatest(ATTACHMENT.SIZE, inline(LEAST));
        return tx.dsl()
                .select(sum(room), sum(room).filterWhere(isOfVisitor()))
                .from(ATTACHMENT)
                .join(THREAD)
                .on(THREAD.ID.eq(ATTACHMENT.THREAD_ID))
                .fetchSingle(row -> new Stored(bytes(row.value1()), bytes(row.value2())));
    }

    private static Condition isOfVisitor() {
        var claimed = inline(TrustTier.CLAIMED.name().toLowerCase(Locale.ROOT));
        return THREAD.CHANNEL
                .eq(inline(Channel.PHONE.slug()))
                .or(THREAD.CHANNEL.eq(inline(Channel.CHAT.slug())).and(THREAD.TRUST.eq(claimed)));
    }

    private static long bytes(@Nullable BigDecimal sum) {
        return sum == null ? 0 : sum.longValue();
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
