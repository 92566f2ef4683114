package io.recaller.continuation;

import static io.recaller.db.generated.Tables.CONTINUATION;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContinuationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;

/** The rows of pages beside calls. Each method works in the caller's transaction. Any thread. */
final class ContinuationRows {
    /** Of one number one at a time: else two calls together would pass the cap. */
    void lock(Tx tx, Handle handle) {
        var key = DSL.val("continuation " + handle.value());
        var _ =
                tx.dsl()
                        .select(
                                DSL.field(
                                        "pg_advisory_xact_lock(hashtext({0}))", Object.class, key))
                        .fetch();
    }

    /** Whether a link was sent for this call. */
    boolean isSent(Tx tx, ContactId contact) {
        return tx.dsl().fetchExists(CONTINUATION, CONTINUATION.CONTACT_ID.eq(contact.value()));
    }

    /** Whether one was sent that may be opened yet: asked for again, it is the same. */
    boolean isOnItsWay(Tx tx, ContactId contact, Instant now) {
        return tx.dsl()
                .fetchExists(
                        CONTINUATION,
                        CONTINUATION.CONTACT_ID.eq(contact.value()),
                        CONTINUATION.OPENED_AT.isNull(),
                        CONTINUATION.ENDED_AT.isNull(),
                        CONTINUATION.EXPIRES_AT.gt(now));
    }

    /** Links that a number was sent since then. */
    int sentSince(Tx tx, Handle handle, Instant since) {
        return tx.dsl()
                .fetchCount(
                        CONTINUATION,
                        CONTINUATION.HANDLE_VALUE.eq(handle.value()),
                        CONTINUATION.CREATED_AT.gt(since));
    }

    void insert(Tx tx, Joined page, PageSecret token, Instant now, Instant until) {
        var call = page.call();
        var address = (Address.Call) call.address();
        tx.dsl()
                .insertInto(CONTINUATION)
                .set(CONTINUATION.ID, page.id())
                .set(CONTINUATION.CONTACT_ID, page.contact().value())
                .set(CONTINUATION.TOKEN_SHA256, token.hash())
                .set(CONTINUATION.ENTRY, call.entry())
                .set(
                        CONTINUATION.HANDLE_KIND,
                        call.handle().map(ContinuationRows::kind).orElse(null))
                .set(CONTINUATION.HANDLE_VALUE, call.handle().map(Handle::value).orElse(null))
                .set(CONTINUATION.TRUST_CAP, tier(page.cap()))
                .set(CONTINUATION.CALL_SYSTEM, address.system())
                .set(CONTINUATION.CALL_LINKED, address.linkedId())
                .set(CONTINUATION.CALL_CHANNEL, address.channelName())
                .set(CONTINUATION.CREATED_AT, now)
                .set(CONTINUATION.EXPIRES_AT, until)
                .execute();
    }

    /** Locked until the transaction ends. */
    Optional<ContinuationRecord> byToken(Tx tx, PageSecret token) {
        return tx.dsl()
                .selectFrom(CONTINUATION)
                .where(CONTINUATION.TOKEN_SHA256.eq(token.hash()))
                .forUpdate()
                .fetchOptional();
    }

    Optional<ContinuationRecord> byCookie(Tx tx, PageSecret cookie) {
        return tx.dsl()
                .selectFrom(CONTINUATION)
                .where(CONTINUATION.COOKIE_SHA256.eq(cookie.hash()))
                .fetchOptional();
    }

    /** As above, locked until the transaction ends. */
    Optional<ContinuationRecord> locked(Tx tx, PageSecret cookie) {
        return tx.dsl()
                .selectFrom(CONTINUATION)
                .where(CONTINUATION.COOKIE_SHA256.eq(cookie.hash()))
                .forUpdate()
                .fetchOptional();
    }

    /** Nobody else hands in on it, or ends it, until the transaction ends. */
    void lock(Tx tx, UUID id) {
        var _ =
                tx.dsl()
                        .select(CONTINUATION.ID)
                        .from(CONTINUATION)
                        .where(CONTINUATION.ID.eq(id))
                        .forUpdate()
                        .fetch();
    }

    /** One more was handed in. */
    void handedIn(Tx tx, UUID id) {
        tx.dsl()
                .update(CONTINUATION)
                .set(CONTINUATION.HANDED_IN, CONTINUATION.HANDED_IN.plus(1))
                .where(CONTINUATION.ID.eq(id))
                .execute();
    }

    /** The page of a contact that is or was beside it last; empty: none was ever sent. */
    Optional<ContinuationRecord> newest(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(CONTINUATION)
                .where(CONTINUATION.CONTACT_ID.eq(contact.value()))
                .orderBy(CONTINUATION.CREATED_AT.desc(), CONTINUATION.ID.desc())
                .limit(1)
                .fetchOptional();
    }

    /** Pages of a contact that were sent to other numbers than that by which its caller came. */
    List<UUID> ofOthers(Tx tx, ContactId contact, Optional<Handle> who) {
        return tx.dsl()
                .select(CONTINUATION.ID)
                .from(CONTINUATION)
                .where(
                        CONTINUATION.CONTACT_ID.eq(contact.value()),
                        CONTINUATION.HANDLE_VALUE.isDistinctFrom(
                                who.map(Handle::value).orElse(null)))
                .fetch(CONTINUATION.ID);
    }

    /** It is opened, and every other page of that contact is not any more. */
    void open(Tx tx, ContinuationRecord page, PageSecret cookie, Instant now) {
        tx.dsl()
                .update(CONTINUATION)
                .set(CONTINUATION.ENDED_AT, now)
                .set(CONTINUATION.WHY, "replaced")
                .where(
                        CONTINUATION.CONTACT_ID.eq(page.getContactId()),
                        CONTINUATION.ID.ne(page.getId()),
                        CONTINUATION.ENDED_AT.isNull(),
                        CONTINUATION.OPENED_AT.isNotNull())
                .execute();
        tx.dsl()
                .update(CONTINUATION)
                .set(CONTINUATION.OPENED_AT, now)
                .set(CONTINUATION.COOKIE_SHA256, cookie.hash())
                .where(CONTINUATION.ID.eq(page.getId()))
                .execute();
    }

    /** One more socket shows it; the others are to close. */
    int take(Tx tx, UUID id) {
        return tx.dsl()
                .update(CONTINUATION)
                .set(CONTINUATION.SEAT, CONTINUATION.SEAT.plus(1))
                .where(CONTINUATION.ID.eq(id))
                .returning(CONTINUATION.SEAT)
                .fetchSingle()
                .getSeat();
    }

    /**
     * Somebody types until then.
     *
     * @param until empty: no more
     * @return whether that is news
     */
    boolean types(Tx tx, UUID id, Optional<Instant> until, Instant now) {
        var before =
                tx.dsl()
                        .select(CONTINUATION.TYPING_UNTIL)
                        .from(CONTINUATION)
                        .where(CONTINUATION.ID.eq(id))
                        .forUpdate()
                        .fetchOptional(CONTINUATION.TYPING_UNTIL);
        tx.dsl()
                .update(CONTINUATION)
                .set(CONTINUATION.TYPING_UNTIL, until.orElse(null))
                .where(CONTINUATION.ID.eq(id))
                .execute();
        return before.filter(now::isBefore).isPresent() != until.isPresent();
    }

    /** As above, where whether that is news does not matter; it mostly is none. */
    void typesNoMore(Tx tx, UUID id) {
        tx.dsl()
                .update(CONTINUATION)
                .setNull(CONTINUATION.TYPING_UNTIL)
                .where(CONTINUATION.ID.eq(id), CONTINUATION.TYPING_UNTIL.isNotNull())
                .execute();
    }

    boolean isTyping(Tx tx, ContactId contact, Instant now) {
        return tx.dsl()
                .fetchExists(
                        CONTINUATION,
                        CONTINUATION.CONTACT_ID.eq(contact.value()),
                        CONTINUATION.ENDED_AT.isNull(),
                        CONTINUATION.TYPING_UNTIL.gt(now));
    }

    boolean hasPage(Tx tx, ContactId contact) {
        return tx.dsl()
                .fetchExists(
                        CONTINUATION,
                        CONTINUATION.CONTACT_ID.eq(contact.value()),
                        CONTINUATION.OPENED_AT.isNotNull(),
                        CONTINUATION.ENDED_AT.isNull());
    }

    void end(Tx tx, UUID id, String why, Instant now) {
        tx.dsl()
                .update(CONTINUATION)
                .set(CONTINUATION.ENDED_AT, now)
                .set(CONTINUATION.WHY, why)
                .setNull(CONTINUATION.TYPING_UNTIL)
                .where(CONTINUATION.ID.eq(id), CONTINUATION.ENDED_AT.isNull())
                .execute();
    }

    static Joined read(ContinuationRecord row) {
        var handle =
                Optional.ofNullable(row.getHandleKind())
                        .map(kind ->
                                new Handle(
                                        HandleKind.valueOf(kind.toUpperCase(Locale.ROOT)),
                                        row.getHandleValue()));
        return new Joined(
                row.getId(),
                new ContactId(row.getContactId()),
                new Arrival(
                        Channel.PHONE,
                        row.getEntry(),
                        handle,
                        handle.isPresent() ? TrustTier.CLAIMED : TrustTier.UNKNOWN,
                        Optional.of(new ContactId(row.getContactId())),
                        new Address.Call(
                                row.getCallSystem(), row.getCallLinked(), row.getCallChannel()),
                        Optional.empty()),
                TrustTier.valueOf(row.getTrustCap().toUpperCase(Locale.ROOT)),
                row.getSeat());
    }

    private static String kind(Handle handle) {
        return handle.kind().slug();
    }

    private static String tier(TrustTier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }
}
