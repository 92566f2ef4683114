package io.recaller.customer;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Customers of whom nothing is proved: they are known by a browser or a messenger, or by nothing
 * but what they claim. A proof makes a guest who they said they are.
 */
final class Guests {
    private static final List<HandleKind> DEVICES = List.of(HandleKind.WEB, HandleKind.TELEGRAM);

    /** Whether it tells a device from another, not a person. */
    static boolean isDevice(Handle handle) {
        return DEVICES.contains(handle.kind());
    }

    /** The one customer among them, when all others are guests: these turn out to be that one. */
    Resolution merged(Tx tx, List<CustomerId> several, Instant now) {
        var known = several.stream().filter(customer -> !isGuest(tx, customer)).toList();
        if (known.size() > 1) {
            return new Resolution.Several(several);
        }
        var one = known.isEmpty() ? several.getFirst() : known.getFirst();
        join(tx, several, one, now);
        return new Resolution.One(one);
    }

    /**
     * Those of them who are guests are this customer from now on.
     *
     * @return how many there were
     */
    int join(Tx tx, Collection<CustomerId> those, CustomerId customer, Instant now) {
        var joined = 0;
        for (var guest : those) {
            if (!guest.equals(customer) && isGuest(tx, guest)) {
                merge(tx, guest, customer, now);
                joined++;
            }
        }
        return joined;
    }

    /**
     * Those of them who are guests, or known only by this handle, are this customer from now on.
     */
    void join(Tx tx, Collection<CustomerId> those, CustomerId customer, UUID handle, Instant now) {
        those.stream()
                .filter(one -> !one.equals(customer) && isKnownOnlyBy(tx, one, handle))
                .forEach(one -> merge(tx, one, customer, now));
    }

    /**
     * Two at a time could make each the other, and nobody would be found by any of their handles.
     */
    private static void merge(Tx tx, CustomerId guest, CustomerId customer, Instant now) {
        var standing =
                tx.dsl()
                        .select(CUSTOMER.ID)
                        .from(CUSTOMER)
                        .where(CUSTOMER.ID.in(guest.value(), customer.value()))
                        .orderBy(CUSTOMER.ID)
                        .forNoKeyUpdate()
                        .fetch();
        if (standing.isEmpty() || isMerged(tx, guest) || isMerged(tx, customer)) {
            return;
        }
        trust(tx, guest, now);
        tx.dsl()
                .update(CUSTOMER)
                .set(CUSTOMER.MERGED_INTO, customer.value())
                .where(CUSTOMER.ID.eq(guest.value()), CUSTOMER.MERGED_INTO.isNull())
                .execute();
    }

    private static boolean isMerged(Tx tx, CustomerId customer) {
        return tx.dsl()
                .fetchExists(
                        CUSTOMER,
                        CUSTOMER.ID.eq(customer.value()),
                        CUSTOMER.MERGED_INTO.isNotNull());
    }

    /** What they told is as good now as what the customer tells without a proof. */
    private static void trust(Tx tx, CustomerId guest, Instant now) {
        var unknown = TrustTiers.slug(TrustTier.UNKNOWN);
        var claimed = TrustTiers.slug(TrustTier.CLAIMED);
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.TRUST, claimed)
                .where(CONTACT.CUSTOMER_ID.eq(guest.value()), CONTACT.TRUST.eq(unknown))
                .execute();
        tx.dsl()
                .insertInto(
                        KNOWN_FIELD,
                        KNOWN_FIELD.ID,
                        KNOWN_FIELD.CUSTOMER_ID,
                        KNOWN_FIELD.KEY,
                        KNOWN_FIELD.VALUE,
                        KNOWN_FIELD.SOURCE,
                        KNOWN_FIELD.CONTACT_ID,
                        KNOWN_FIELD.GIVEN_AT,
                        KNOWN_FIELD.RECORDED_AT,
                        KNOWN_FIELD.TRUST)
                .select(
                        DSL.select(
                                        DSL.uuid(),
                                        KNOWN_FIELD.CUSTOMER_ID,
                                        KNOWN_FIELD.KEY,
                                        KNOWN_FIELD.VALUE,
                                        KNOWN_FIELD.SOURCE,
                                        KNOWN_FIELD.CONTACT_ID,
                                        KNOWN_FIELD.GIVEN_AT,
                                        DSL.val(now),
                                        DSL.val(claimed))
                                .from(KNOWN_FIELD)
                                .where(
                                        KNOWN_FIELD.CUSTOMER_ID.eq(guest.value()),
                                        KNOWN_FIELD.TRUST.eq(unknown)))
                .execute();
    }

    /** Guests who became this customer by a handle stand for themselves again. */
    void part(Tx tx, CustomerId customer, UUID handle) {
        tx.dsl()
                .update(CUSTOMER)
                .setNull(CUSTOMER.MERGED_INTO)
                .where(CUSTOMER.MERGED_INTO.eq(customer.value()))
                .and(CUSTOMER.ID.in(usersOf(handle)))
                .execute();
    }

    /** The guest who uses a handle does not claim those of this customer any more. */
    int withdraw(Tx tx, CustomerId customer, UUID handle) {
        var theirs =
                DSL.select(CUSTOMER_HANDLE.HANDLE_ID)
                        .from(CUSTOMER_HANDLE)
                        .where(CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)))
                        .and(CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug())));
        return tx.dsl()
                .deleteFrom(CUSTOMER_HANDLE)
                .where(CUSTOMER_HANDLE.CUSTOMER_ID.in(usersOf(handle)))
                .and(CUSTOMER_HANDLE.STANDING.eq(Standing.CLAIMED.slug()))
                .and(CUSTOMER_HANDLE.HANDLE_ID.in(theirs))
                .execute();
    }

    private static Select<Record1<UUID>> usersOf(UUID handle) {
        return DSL.select(CUSTOMER_HANDLE.CUSTOMER_ID)
                .from(CUSTOMER_HANDLE)
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(handle))
                .and(CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug())));
    }

    /** No PIN, and nothing proved or used but devices. */
    private static boolean isGuest(Tx tx, CustomerId customer) {
        return isGuest(tx, customer, DSL.noCondition());
    }

    /** No PIN, and nothing proved or used but devices and this handle. */
    boolean isKnownOnlyBy(Tx tx, CustomerId customer, UUID handle) {
        return isGuest(tx, customer, CUSTOMER_HANDLE.HANDLE_ID.ne(handle));
    }

    private static boolean isGuest(Tx tx, CustomerId customer, Condition counts) {
        var devices = DEVICES.stream().map(Merges::kind).toList();
        var person =
                DSL.selectOne()
                        .from(CUSTOMER_HANDLE)
                        .join(HANDLE)
                        .on(HANDLE.ID.eq(CUSTOMER_HANDLE.HANDLE_ID))
                        .where(CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer)))
                        .and(CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug())))
                        .and(
                                CUSTOMER_HANDLE
                                        .STANDING
                                        .eq(Standing.PROVED.slug())
                                        .or(HANDLE.KIND.notIn(devices).and(counts)));
        var pin =
                DSL.selectOne()
                        .from(CUSTOMER_PIN)
                        .where(CUSTOMER_PIN.CUSTOMER_ID.in(Merges.familyOf(customer)));
        return !tx.dsl().fetchExists(person) && !tx.dsl().fetchExists(pin);
    }
}
