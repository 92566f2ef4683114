package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import com.fasterxml.uuid.Generators;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ThreadRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of peers. Each method works in the caller's transaction. Any thread. */
public final class Threads {
    /** The thread of whoever writes, with what is known of them now; new when it is the first. */
    public ThreadId heardFrom(Tx tx, Peer peer, Instant now) {
        var known =
                tx.dsl()
                        .insertInto(THREAD)
                        .set(THREAD.ID, Generators.timeBasedEpochRandomGenerator().generate())
                        .set(THREAD.GATEWAY, peer.gateway())
                        .set(THREAD.PEER, peer.id())
                        .set(THREAD.CHANNEL, peer.channel().slug())
                        .set(about(peer))
                        .set(THREAD.CREATED_AT, now)
                        .onConflict(THREAD.GATEWAY, THREAD.PEER)
                        .doUpdate()
                        .set(about(peer))
                        .returning(THREAD.ID)
                        .fetchSingle();
        return new ThreadId(known.getId());
    }

    private static ThreadRecord about(Peer peer) {
        var row = new ThreadRecord();
        row.setHandleKind(peer.handle().map(handle -> handle.kind().slug()).orElse(null));
        row.setHandleValue(peer.handle().map(Handle::value).orElse(null));
        row.setTrust(peer.trust().name().toLowerCase(Locale.ROOT));
        row.setName(peer.name().orElse(null));
        row.setLanguage(peer.language().orElse(null));
        return row;
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
        var _ =
                tx.dsl()
                        .select(THREAD.ID)
                        .from(THREAD)
                        .where(THREAD.ID.eq(id.value()))
                        .forUpdate()
                        .fetch();
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

    /**
     * Takes the lane of a peer: nobody else answers it until then.
     *
     * @return false: another server has it, or there is no such thread
     */
    public boolean takeLane(Tx tx, ThreadId id, String server, Instant now, Instant until) {
        return tx.dsl()
                        .update(THREAD)
                        .set(THREAD.LANE_SERVER, server)
                        .set(THREAD.LANE_UNTIL, until)
                        .where(
                                THREAD.ID.eq(id.value()),
                                THREAD.LANE_UNTIL
                                        .isNull()
                                        .or(THREAD.LANE_UNTIL.lt(now))
                                        .or(THREAD.LANE_SERVER.eq(server)))
                        .execute()
                == 1;
    }

    /** Whoever has the lane keeps it until then. */
    public void keepLane(Tx tx, ThreadId id, String server, Instant until) {
        tx.dsl()
                .update(THREAD)
                .set(THREAD.LANE_UNTIL, until)
                .where(THREAD.ID.eq(id.value()), THREAD.LANE_SERVER.eq(server))
                .execute();
    }

    /** Another server may answer the peer. */
    public void leaveLane(Tx tx, ThreadId id, String server) {
        tx.dsl()
                .update(THREAD)
                .setNull(THREAD.LANE_SERVER)
                .setNull(THREAD.LANE_UNTIL)
                .where(THREAD.ID.eq(id.value()), THREAD.LANE_SERVER.eq(server))
                .execute();
    }

    /** As {@link #takeLane}, for who sends to the peer. */
    public boolean takeSending(Tx tx, ThreadId id, String server, Instant now, Instant until) {
        return tx.dsl()
                        .update(THREAD)
                        .set(THREAD.SEND_SERVER, server)
                        .set(THREAD.SEND_UNTIL, until)
                        .where(
                                THREAD.ID.eq(id.value()),
                                THREAD.SEND_UNTIL
                                        .isNull()
                                        .or(THREAD.SEND_UNTIL.lt(now))
                                        .or(THREAD.SEND_SERVER.eq(server)))
                        .execute()
                == 1;
    }

    /** As {@link #keepLane}; false: another server has it by now. */
    public boolean keepSending(Tx tx, ThreadId id, String server, Instant until) {
        return tx.dsl()
                        .update(THREAD)
                        .set(THREAD.SEND_UNTIL, until)
                        .where(THREAD.ID.eq(id.value()), THREAD.SEND_SERVER.eq(server))
                        .execute()
                == 1;
    }

    /** As {@link #leaveLane}. */
    public void leaveSending(Tx tx, ThreadId id, String server) {
        tx.dsl()
                .update(THREAD)
                .setNull(THREAD.SEND_SERVER)
                .setNull(THREAD.SEND_UNTIL)
                .where(THREAD.ID.eq(id.value()), THREAD.SEND_SERVER.eq(server))
                .execute();
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

    /** Threads with a contact in which nothing was said or became of what was, since then. */
    public List<MessageThread> quiet(Tx tx, Instant since, int most) {
        return tx.dsl()
                .selectFrom(THREAD)
                .where(
                        THREAD.CONTACT_ID.isNotNull(),
                        THREAD.CREATED_AT.lt(since),
                        notExists(
                                selectOne()
                                        .from(MESSAGE)
                                        .where(
                                                MESSAGE.THREAD_ID.eq(THREAD.ID),
                                                MESSAGE.STATE_AT.ge(since))))
                .orderBy(THREAD.WITH_PERSON, THREAD.ID)
                .limit(most)
                .fetch(Threads::read);
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

    private static MessageThread read(ThreadRecord row) {
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
