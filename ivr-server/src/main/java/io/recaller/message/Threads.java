package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import com.fasterxml.uuid.Generators;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ThreadRecord;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of peers. Each method works in the caller's transaction. Any thread. */
public final class Threads {
    /** What is known of a peer with each message. */
    private static final List<TableField<ThreadRecord, String>> ABOUT =
            List.of(
                    THREAD.HANDLE_KIND,
                    THREAD.HANDLE_VALUE,
                    THREAD.TRUST,
                    THREAD.NAME,
                    THREAD.LANGUAGE);

    private static final Rendered HEARD_FROM = heardFrom();

    /** The thread of whoever writes, with what is known of them now; new when it is the first. */
    public ThreadId heardFrom(Tx tx, Peer peer, Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", Generators.timeBasedEpochRandomGenerator().generate());
        values.put("gateway", peer.gateway());
        values.put("peer", peer.id());
        values.put("channel", peer.channel().slug());
        values.put("created_at", now);
        var about = about(peer);
        ABOUT.forEach(column -> values.put(column.getName(), about.get(column)));
        var known = HEARD_FROM.fetchSingle(tx, List.of(THREAD.ID), values);
        return new ThreadId(known.get(THREAD.ID));
    }

    private static Rendered heardFrom() {
        var insert =
                DSL.insertInto(THREAD)
                        .set(THREAD.ID, given(THREAD.ID))
                        .set(THREAD.GATEWAY, given(THREAD.GATEWAY))
                        .set(THREAD.PEER, given(THREAD.PEER))
                        .set(THREAD.CHANNEL, given(THREAD.CHANNEL))
                        .set(THREAD.CREATED_AT, given(THREAD.CREATED_AT))
                        .set(known());
        return Rendered.of(
                insert.onConflict(THREAD.GATEWAY, THREAD.PEER)
                        .doUpdate()
                        .set(known())
                        .returning(THREAD.ID));
    }

    private static Map<Field<?>, Field<?>> known() {
        var columns = new LinkedHashMap<Field<?>, Field<?>>();
        ABOUT.forEach(column -> columns.put(column, given(column)));
        return columns;
    }

    private static <T> Field<T> given(TableField<ThreadRecord, T> column) {
        return param(column.getName(), column.getDataType());
    }

    private static ThreadRecord about(Peer peer) {
        var row = new ThreadRecord();
        row.setHandleKind(peer.handle().map(handle -> handle.kind().slug()).orElse(null));
        row.setHandleValue(peer.handle().map(Handle::value).orElse(null));
        row.setTrust(peer.trust().name().toLowerCase(Locale.ROOT));
        row.setName(peer.name().orElse(null));
        row.setLanguage(peer.language().flatMap(Language::kept).orElse(null));
        return row;
    }

    /** Deletes threads of a gateway that began before then and have no messages; how many. */
    public int forgetEmpty(Tx tx, String gateway, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(THREAD)
                .where(
                        THREAD.ID.in(
                                select(THREAD.ID)
                                        .from(THREAD)
                                        .where(
                                                THREAD.GATEWAY.eq(gateway),
                                                THREAD.CREATED_AT.lt(before),
                                                notExists(
                                                        selectOne()
                                                                .from(MESSAGE)
                                                                .where(
                                                                        MESSAGE.THREAD_ID.eq(
                                                                                THREAD.ID))))
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    /** The thread of somebody who may never have written; what is known of it stays. */
    public ThreadId open(Tx tx, Peer peer, Instant now) {
        tx.dsl()
                .insertInto(THREAD)
                .set(THREAD.ID, Generators.timeBasedEpochRandomGenerator().generate())
                .set(THREAD.GATEWAY, peer.gateway())
                .set(THREAD.PEER, peer.id())
                .set(THREAD.CHANNEL, peer.channel().slug())
                .set(about(peer))
                .set(THREAD.CREATED_AT, now)
                .onConflictDoNothing()
                .execute();
        return find(tx, peer.gateway(), peer.id()).orElseThrow();
    }

    /** Of one gateway those of whoever is recognised by one of these, the newest first. */
    public List<MessageThread> withHandles(Tx tx, String gateway, List<Handle> handles) {
        return handles.isEmpty()
                ? List.of()
                : tx.dsl()
                        .selectFrom(THREAD)
                        .where(
                                THREAD.GATEWAY.eq(gateway),
                                handles.stream()
                                        .map(each ->
                                                THREAD.HANDLE_KIND
                                                        .eq(each.kind().slug())
                                                        .and(THREAD.HANDLE_VALUE.eq(each.value())))
                                        .reduce(Condition::or)
                                        .orElseThrow())
                        .orderBy(THREAD.CREATED_AT.desc())
                        .fetch(Threads::read);
    }

    /** The thread of a peer; empty: never wrote. */
    public Optional<ThreadId> find(Tx tx, String gateway, String peer) {
        return tx.dsl()
                .select(THREAD.ID)
                .from(THREAD)
                .where(THREAD.GATEWAY.eq(gateway), THREAD.PEER.eq(peer))
                .fetchOptional(row -> new ThreadId(row.value1()));
    }

    /**
     * Nobody else writes in it until the transaction ends: a message's place in the order is given
     * before it is committed, and whoever reads on after the last one would pass over one that is
     * committed later.
     */
    public void lock(Tx tx, ThreadId id) {
        lock(tx, List.of(id));
    }

    /**
     * As above, of several, in one order: whoever else does so waits for none that waits for it.
     */
    public void lock(Tx tx, List<ThreadId> ids) {
        var _ =
                tx.dsl()
                        .select(THREAD.ID)
                        .from(THREAD)
                        .where(THREAD.ID.in(ids.stream().map(ThreadId::value).toList()))
                        .orderBy(THREAD.ID)
                        .forUpdate()
                        .fetch();
    }

    /** As {@link #lock}, of one; and what it is. What is written is not waited for on the disk. */
    public Optional<MessageThread> locked(Tx tx, ThreadId id) {
        return tx.dsl()
                .select(THREAD.asterisk(), Tx.UNWAITED)
                .from(THREAD)
                .where(THREAD.ID.eq(id.value()))
                .forUpdate()
                .fetchOptional(row -> read(row.into(THREAD)));
    }

    public Optional<MessageThread> find(Tx tx, ThreadId id) {
        return tx.dsl()
                .selectFrom(THREAD)
                .where(THREAD.ID.eq(id.value()))
                .fetchOptional(Threads::read);
    }

    /** The thread that a contact goes on in; empty: in none. */
    public Optional<MessageThread> of(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(THREAD)
                .where(THREAD.CONTACT_ID.eq(contact.value()))
                .fetchOptional(Threads::read);
    }

    /** Of these gateways the one in which who has one of these handles wrote last. */
    public Optional<MessageThread> latestOf(
            Tx tx, Collection<String> gateways, Collection<Handle> handles) {
        return handles.stream()
                .map(handle ->
                        THREAD.HANDLE_KIND
                                .eq(handle.kind().slug())
                                .and(THREAD.HANDLE_VALUE.eq(handle.value())))
                .reduce(Condition::or)
                .flatMap(theirs ->
                        tx.dsl()
                                .selectFrom(THREAD)
                                .where(
                                        THREAD.GATEWAY.in(gateways),
                                        theirs,
                                        lastWritten().isNotNull())
                                .orderBy(lastWritten().desc())
                                .limit(1)
                                .fetchOptional(Threads::read));
    }

    /** The place of the last that they wrote; null: they never did. */
    private static Field<Long> lastWritten() {
        return field(
                select(MESSAGE.SEQ)
                        .from(MESSAGE)
                        .where(
                                MESSAGE.THREAD_ID.eq(THREAD.ID),
                                MESSAGE.DIRECTION.eq(inline(Messages.INBOUND)),
                                Messages.isWritten())
                        .orderBy(MESSAGE.SEQ.desc())
                        .limit(1));
    }

    /** A contact begins. */
    public void begins(Tx tx, ThreadId id, ContactId contact) {
        tx.dsl()
                .update(THREAD)
                .set(THREAD.CONTACT_ID, contact.value())
                .set(THREAD.WITH_PERSON, false)
                .where(THREAD.ID.eq(id.value()))
                .execute();
    }

    /** The contact is given to people. */
    public void goesToPeople(Tx tx, ThreadId id) {
        tx.dsl()
                .update(THREAD)
                .set(THREAD.WITH_PERSON, true)
                .where(THREAD.ID.eq(id.value()))
                .execute();
    }

    /** That contact does not go on; another may have begun meanwhile. */
    public void isOver(Tx tx, ThreadId id, ContactId contact) {
        tx.dsl()
                .update(THREAD)
                .setNull(THREAD.CONTACT_ID)
                .set(THREAD.WITH_PERSON, false)
                .where(THREAD.ID.eq(id.value()), THREAD.CONTACT_ID.eq(contact.value()))
                .execute();
    }

    static MessageThread read(ThreadRecord row) {
        return new MessageThread(
                new ThreadId(row.getId()),
                row.getGateway(),
                row.getPeer(),
                Channel.valueOf(row.getChannel().toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getHandleKind())
                        .map(kind -> new Handle(kind(kind), row.getHandleValue())),
                TrustTier.valueOf(row.getTrust().toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getName()),
                Optional.ofNullable(row.getLanguage()),
                Optional.ofNullable(row.getContactId()).map(ContactId::new),
                row.getWithPerson());
    }

    private static HandleKind kind(String slug) {
        return HandleKind.valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
