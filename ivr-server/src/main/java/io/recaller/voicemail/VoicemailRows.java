package io.recaller.voicemail;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.VOICEMAIL;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** The rows of messages: one of each contact at most. */
final class VoicemailRows {
    /** Nobody else with this number begins until the transaction ends. */
    void hold(Tx tx, Optional<Handle> number) {
        var _ =
                tx.dsl()
                        .select(
                                DSL.field(
                                        "pg_advisory_xact_lock(hashtext('voicemail'),"
                                                + " hashtext({0}))",
                                        String.class,
                                        DSL.val(number.map(Handle::value).orElse(""))))
                        .fetch();
    }

    /** Those that are kept since, and those of other contacts that may be in a moment. */
    int counted(Tx tx, Optional<Handle> number, ContactId but, Instant since, Instant now) {
        return tx.dsl()
                .fetchCount(
                        VOICEMAIL,
                        isOf(number),
                        VOICEMAIL.CONTACT_ID.ne(but.value()),
                        VOICEMAIL.RECORDED_AT.gt(since).or(VOICEMAIL.RECORDING_UNTIL.gt(now)));
    }

    private static Condition isOf(Optional<Handle> number) {
        return number.map(handle -> VOICEMAIL.NUMBER.eq(handle.value()))
                .orElseGet(VOICEMAIL.NUMBER::isNull);
    }

    /**
     * @param joined what the contact left before that makes room
     */
    void begin(Tx tx, ContactId contact, Optional<Handle> number, Instant joined, Instant until) {
        tx.dsl()
                .insertInto(VOICEMAIL)
                .set(VOICEMAIL.CONTACT_ID, contact.value())
                .set(VOICEMAIL.NUMBER, number.map(Handle::value).orElse(null))
                .set(VOICEMAIL.RECORDING_UNTIL, until)
                .onConflict(VOICEMAIL.CONTACT_ID)
                .doUpdate()
                .set(VOICEMAIL.RECORDING_UNTIL, until)
                .setNull(VOICEMAIL.RECORDED_AT)
                .setNull(VOICEMAIL.LENGTH_MS)
                .setNull(VOICEMAIL.AUDIO)
                .setNull(VOICEMAIL.FORGOTTEN_AT)
                .where(VOICEMAIL.RECORDED_AT.isNull().or(VOICEMAIL.RECORDED_AT.lt(joined)))
                .execute();
    }

    boolean isBeingSpoken(Tx tx, ContactId contact, Instant now) {
        return tx.dsl().fetchExists(VOICEMAIL, is(contact), VOICEMAIL.RECORDING_UNTIL.gt(now));
    }

    void keep(Tx tx, ContactId contact, Utterance sound, Instant now) {
        tx.dsl()
                .update(VOICEMAIL)
                .setNull(VOICEMAIL.RECORDING_UNTIL)
                .set(VOICEMAIL.RECORDED_AT, now)
                .set(VOICEMAIL.LENGTH_MS, Math.max(1, Math.toIntExact(sound.length().toMillis())))
                .set(VOICEMAIL.AUDIO, sound.bytes())
                .where(is(contact), VOICEMAIL.RECORDED_AT.isNull())
                .execute();
    }

    void drop(Tx tx, ContactId contact) {
        tx.dsl().deleteFrom(VOICEMAIL).where(is(contact), VOICEMAIL.RECORDED_AT.isNull()).execute();
    }

    Optional<Voicemail> find(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(
                        VOICEMAIL.NUMBER,
                        VOICEMAIL.RECORDED_AT,
                        VOICEMAIL.LENGTH_MS,
                        VOICEMAIL.FORGOTTEN_AT.isNull())
                .from(VOICEMAIL)
                .where(is(contact), VOICEMAIL.RECORDED_AT.isNotNull())
                .fetchOptional(row ->
                        new Voicemail(
                                contact,
                                Optional.ofNullable(row.value1())
                                        .map(number -> new Handle(HandleKind.TEL, number)),
                                row.value2(),
                                Duration.ofMillis(row.value3()),
                                row.value4()));
    }

    Optional<Utterance> sound(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(VOICEMAIL.AUDIO)
                .from(VOICEMAIL)
                .where(is(contact), VOICEMAIL.AUDIO.isNotNull())
                .fetchOptional(row -> Utterance.of(row.value1()));
    }

    int forget(Tx tx, Instant overBefore, Instant now) {
        return tx.dsl()
                .update(VOICEMAIL)
                .setNull(VOICEMAIL.AUDIO)
                .set(VOICEMAIL.FORGOTTEN_AT, now)
                .where(
                        VOICEMAIL.AUDIO.isNotNull(),
                        VOICEMAIL.RECORDED_AT.lt(overBefore),
                        exists(itsContact(CONTACT.ENDED_AT.lt(overBefore))))
                .execute();
    }

    /** Whose contacts are not over, the oldest first. */
    List<ContactId> goingOn(Tx tx, Instant recordedBefore, int most) {
        return tx.dsl()
                .select(VOICEMAIL.CONTACT_ID)
                .from(VOICEMAIL)
                .where(
                        VOICEMAIL.AUDIO.isNotNull(),
                        VOICEMAIL.RECORDED_AT.lt(recordedBefore),
                        exists(itsContact(CONTACT.ENDED_AT.isNull())))
                .orderBy(VOICEMAIL.RECORDED_AT)
                .limit(most)
                .fetch(row -> new ContactId(row.value1()));
    }

    private static Select<?> itsContact(Condition condition) {
        return selectOne()
                .from(CONTACT_KEY)
                .join(CONTACT)
                .on(
                        CONTACT.ID.eq(CONTACT_KEY.CONTACT_ID),
                        CONTACT.STARTED_AT.eq(CONTACT_KEY.STARTED_AT))
                .where(CONTACT_KEY.CONTACT_ID.eq(VOICEMAIL.CONTACT_ID), condition);
    }

    int dropLeftBehind(Tx tx, Instant now) {
        return tx.dsl()
                .deleteFrom(VOICEMAIL)
                .where(VOICEMAIL.RECORDED_AT.isNull(), VOICEMAIL.RECORDING_UNTIL.lt(now))
                .execute();
    }

    private static Condition is(ContactId contact) {
        return VOICEMAIL.CONTACT_ID.eq(contact.value());
    }
}
