package io.recaller.continuation;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.PIN_LINK;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PinLinkRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Select;

/** The rows of links to pages for PINs. The caller owns the transaction. */
final class PinLinkRows {
    static final String OPEN = "open";
    static final String PROVED = "proved";
    static final String MATCHED = "matched";
    static final String FAILED = "failed";
    static final String REFUSED = "refused";

    /** The newest of a contact; locked until the transaction ends. */
    Optional<PinLinkRecord> of(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(PIN_LINK)
                .where(PIN_LINK.CONTACT_ID.eq(contact.value()))
                .forUpdate()
                .fetchOptional();
    }

    /** Whose it is. */
    Optional<ContactId> whose(Tx tx, PageSecret token) {
        return tx.dsl()
                .select(PIN_LINK.CONTACT_ID)
                .from(PIN_LINK)
                .where(PIN_LINK.TOKEN_SHA256.eq(token.hash()))
                .fetchOptional(row -> new ContactId(row.value1()));
    }

    /** No earlier one of the contact is good from then on. */
    void make(
            Tx tx,
            ContactId contact,
            String node,
            Optional<CustomerId> customer,
            int wrong,
            PageSecret token,
            Instant now,
            Instant until) {
        tx.dsl()
                .insertInto(PIN_LINK)
                .set(PIN_LINK.CONTACT_ID, contact.value())
                .set(PIN_LINK.NODE, node)
                .set(PIN_LINK.TOKEN_SHA256, token.hash())
                .set(PIN_LINK.CUSTOMER_ID, customer.map(CustomerId::value).orElse(null))
                .set(PIN_LINK.WRONG, wrong)
                .set(PIN_LINK.MADE_AT, now)
                .set(PIN_LINK.EXPIRES_AT, until)
                .onConflict(PIN_LINK.CONTACT_ID)
                .doUpdate()
                .set(PIN_LINK.NODE, node)
                .set(PIN_LINK.TOKEN_SHA256, token.hash())
                .set(PIN_LINK.STATE, OPEN)
                .set(PIN_LINK.CUSTOMER_ID, customer.map(CustomerId::value).orElse(null))
                .set(PIN_LINK.MADE_AT, now)
                .set(PIN_LINK.EXPIRES_AT, until)
                .set(PIN_LINK.LINKS, PIN_LINK.LINKS.plus(1))
                .set(PIN_LINK.REMINDERS, 0)
                .setNull(PIN_LINK.ATTEMPT_SHA256)
                .setNull(PIN_LINK.NUMBER)
                .set(PIN_LINK.WRONG_NUMBERS, 0)
                .setNull(PIN_LINK.MATCHED_BY)
                .execute();
    }

    /**
     * What is older than that, of contacts that have been over for as long: while one is open it
     * counts how often it was tried there.
     */
    static int forget(Tx tx, Instant now, Duration kept, int most) {
        var before = now.minus(kept);
        return tx.dsl()
                .deleteFrom(PIN_LINK)
                .where(
                        PIN_LINK.CONTACT_ID.in(
                                tx.dsl()
                                        .select(PIN_LINK.CONTACT_ID)
                                        .from(PIN_LINK)
                                        .where(
                                                PIN_LINK.MADE_AT.lt(before),
                                                notExists(itsContactSince(before)))
                                        .orderBy(PIN_LINK.MADE_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .of(PIN_LINK)
                                        .skipLocked()))
                .execute();
    }

    private static Select<?> itsContactSince(Instant before) {
        return selectOne()
                .from(CONTACT_KEY)
                .join(CONTACT)
                .on(
                        CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                        CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .where(
                        CONTACT_KEY.CONTACT_ID.eq(PIN_LINK.CONTACT_ID),
                        CONTACT.ENDED_AT.isNull().or(CONTACT.ENDED_AT.ge(before)));
    }
}
