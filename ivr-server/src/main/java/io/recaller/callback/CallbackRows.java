package io.recaller.callback;

import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.CallbackRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The rows of kept places. Whoever changes one holds its contact's place in the queue. */
final class CallbackRows {
    /** No call lasts longer: one that seems to was never told to us as over. */
    private static final Duration LONGEST_CALL = Duration.ofDays(1);

    /** False: the person has one already, or this contact had one. */
    boolean insert(Tx tx, Callback asked) {
        return tx.dsl()
                        .insertInto(CALLBACK)
                        .set(CALLBACK.CONTACT_ID, asked.contact().value())
                        .set(
                                CALLBACK.CUSTOMER_ID,
                                asked.customer().map(CustomerId::value).orElse(null))
                        .set(CALLBACK.NUMBER, asked.number().value())
                        .set(CALLBACK.ASKED_FROM, asked.askedFrom().map(Handle::value).orElse(null))
                        .set(CALLBACK.ASKED_AT, asked.askedAt())
                        .set(CALLBACK.NOT_BEFORE, asked.notBefore())
                        .onConflictDoNothing()
                        .execute()
                > 0;
    }

    Optional<Callback> find(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(CALLBACK)
                .where(CALLBACK.CONTACT_ID.eq(contact.value()), isOpen())
                .fetchOptional(CallbackRows::callback);
    }

    List<Callback> open(Tx tx) {
        return tx.dsl().selectFrom(CALLBACK).where(isOpen()).fetch(CallbackRows::callback);
    }

    /**
     * Open ones of a customer, whoever was merged into them since; those of nobody known by the
     * number they asked from, or that is to be called.
     */
    List<Callback> of(Tx tx, Optional<CustomerId> customer, Optional<Handle> number) {
        var theirs =
                customer.<Condition>map(who ->
                                CALLBACK.CUSTOMER_ID.eq(DSL.any(DSL.array(Merges.familyOf(who)))))
                        .orElse(DSL.falseCondition());
        var byNumber =
                number.<Condition>map(value ->
                                CALLBACK.CUSTOMER_ID
                                        .isNull()
                                        .and(
                                                CALLBACK.NUMBER
                                                        .eq(value.value())
                                                        .or(CALLBACK.ASKED_FROM.eq(value.value()))))
                        .orElse(DSL.falseCondition());
        return tx.dsl()
                .selectFrom(CALLBACK)
                .where(isOpen(), theirs.or(byNumber))
                .fetch(CallbackRows::callback);
    }

    /** How often this number was to be called, or somebody else's by whoever called from it. */
    int requests(Tx tx, Callback asked, Instant since) {
        var numbers = numbers(asked);
        return tx.dsl()
                .fetchCount(
                        CALLBACK,
                        CALLBACK.NUMBER.in(numbers).or(CALLBACK.ASKED_FROM.in(numbers)),
                        CALLBACK.ASKED_AT.gt(since));
    }

    /** Nobody asks for a call-back to these numbers until the transaction ends. */
    void hold(Tx tx, Callback asked) {
        numbers(asked).stream().sorted().forEach(number -> hold(tx, number));
    }

    private static Set<String> numbers(Callback asked) {
        return Stream.concat(Stream.of(asked.number()), asked.askedFrom().stream())
                .map(Handle::value)
                .collect(Collectors.toSet());
    }

    private static void hold(Tx tx, String number) {
        var _ =
                tx.dsl()
                        .select(
                                DSL.field(
                                        "pg_advisory_xact_lock(hashtext('call-back'),"
                                                + " hashtext({0}))",
                                        String.class, DSL.val(number)))
                        .fetch();
    }

    void hungUp(Tx tx, ContactId contact, Instant now) {
        tx.dsl()
                .update(CALLBACK)
                .set(CALLBACK.NOT_BEFORE, now)
                .where(
                        CALLBACK.CONTACT_ID.eq(contact.value()),
                        isOpen(),
                        CALLBACK.ATTEMPTS.eq(0),
                        CALLBACK.NOT_BEFORE.gt(now))
                .execute();
    }

    void attempted(Tx tx, ContactId contact, UUID assignment, Instant notBefore) {
        tx.dsl()
                .update(CALLBACK)
                .set(CALLBACK.ATTEMPTS, CALLBACK.ATTEMPTS.plus(1))
                .set(CALLBACK.ATTEMPTED_FOR, assignment)
                .set(CALLBACK.NOT_BEFORE, notBefore)
                .where(
                        CALLBACK.CONTACT_ID.eq(contact.value()),
                        isOpen(),
                        CALLBACK.ATTEMPTED_FOR.isDistinctFrom(assignment))
                .execute();
    }

    void unreached(Tx tx, ContactId contact, Unreached why, Instant notBefore) {
        tx.dsl()
                .update(CALLBACK)
                .set(CALLBACK.UNREACHED, why.slug())
                .set(CALLBACK.NOT_BEFORE, notBefore)
                .where(CALLBACK.CONTACT_ID.eq(contact.value()), isOpen())
                .execute();
    }

    void close(Tx tx, ContactId contact, String outcome, Instant at) {
        tx.dsl()
                .update(CALLBACK)
                .set(CALLBACK.OUTCOME, outcome)
                .set(CALLBACK.CLOSED_AT, at)
                .where(CALLBACK.CONTACT_ID.eq(contact.value()), isOpen())
                .execute();
    }

    /** Those whose customer is on the telephone with us now. */
    Set<ContactId> onThePhone(Tx tx, Instant now) {
        return Set.copyOf(
                those(
                        tx,
                        CONTACT.CHANNEL.eq(Channel.PHONE.slug()),
                        CONTACT.ADDRESS.isNotNull(),
                        CONTACT.ENDED_AT.isNull(),
                        CONTACT.STARTED_AT.gt(now.minus(LONGEST_CALL))));
    }

    /** Those whose customer talked with an agent on another contact since they asked. */
    List<ContactId> servedElsewhere(Tx tx) {
        return those(
                tx,
                CONTACT.SERVED_BY.isNotNull(),
                CONTACT.STARTED_AT
                        .gt(CALLBACK.ASKED_AT)
                        .or(CONTACT.ENDED_AT.gt(CALLBACK.ASKED_AT)));
    }

    private static List<ContactId> those(Tx tx, Condition... other) {
        return tx.dsl()
                .select(CALLBACK.CONTACT_ID)
                .from(CALLBACK)
                .where(isOpen())
                .and(isTheirs(other).or(isFromTheirNumber(other)))
                .fetch(row -> new ContactId(row.value1()));
    }

    private static Condition isTheirs(Condition... which) {
        return exists(
                selectOne()
                        .from(CONTACT)
                        .where(
                                CONTACT.CUSTOMER_ID.eq(
                                        DSL.any(
                                                DSL.array(
                                                        Merges.familyOf(
                                                                Merges.survivorOf(
                                                                        CALLBACK.CUSTOMER_ID))))),
                                CONTACT.ID.ne(CALLBACK.CONTACT_ID))
                        .and(DSL.and(which)));
    }

    private static Condition isFromTheirNumber(Condition... which) {
        var own = CONTACT.as("own");
        return CALLBACK.CUSTOMER_ID
                .isNull()
                .and(
                        exists(
                                selectOne()
                                        .from(own)
                                        .join(CONTACT)
                                        .on(
                                                CONTACT.HANDLE_ID.eq(own.HANDLE_ID),
                                                CONTACT.ID.ne(own.ID))
                                        .where(own.ID.eq(CALLBACK.CONTACT_ID))
                                        .and(DSL.and(which))));
    }

    private static Condition isOpen() {
        return CALLBACK.CLOSED_AT.isNull();
    }

    private static Callback callback(CallbackRecord row) {
        return new Callback(
                new ContactId(row.getContactId()),
                Optional.ofNullable(row.getCustomerId()).map(CustomerId::new),
                new Handle(HandleKind.TEL, row.getNumber()),
                Optional.ofNullable(row.getAskedFrom())
                        .map(from -> new Handle(HandleKind.TEL, from)),
                row.getAskedAt(),
                row.getNotBefore(),
                row.getAttempts(),
                Optional.ofNullable(row.getUnreached()).flatMap(Unreached::of));
    }
}
