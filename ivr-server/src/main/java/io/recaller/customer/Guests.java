package io.recaller.customer;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
        var held = Mergers.hold(tx, several);
        var standing =
                several.stream()
                        .flatMap(each -> Stream.ofNullable(held.get(each)))
                        .distinct()
                        .toList();
        var known = standing.stream().filter(customer -> !isGuest(tx, customer)).toList();
        if (known.size() > 1) {
            return new Resolution.Several(several);
        }
        var one = known.isEmpty() ? standing.getFirst() : known.getFirst();
        standing.stream()
                .filter(guest -> !guest.equals(one))
                .forEach(guest -> merge(tx, guest, one, now));
        return new Resolution.One(one);
    }

    /**
     * One who is a guest is this customer from now on.
     *
     * @return whether they were
     */
    boolean join(Tx tx, CustomerId guest, CustomerId customer, Instant now) {
        return join(tx, List.of(guest), customer, one -> isGuest(tx, one), now) > 0;
    }

    /**
     * Those of them who are guests, or known only by this handle, are this customer from now on.
     */
    void join(Tx tx, Collection<CustomerId> those, CustomerId customer, UUID handle, Instant now) {
        join(tx, those, customer, one -> isKnownOnlyBy(tx, one, handle), now);
    }

    /** What they are is asked when they are held: somebody may just have proved something. */
    private static int join(
            Tx tx,
            Collection<CustomerId> those,
            CustomerId customer,
            Predicate<CustomerId> joins,
            Instant now) {
        if (those.stream().allMatch(customer::equals)) {
            return 0;
        }
        var all = new HashSet<>(those);
        all.add(customer);
        var standing = Mergers.hold(tx, all);
        var one = standing.getOrDefault(customer, customer);
        var guests =
                those.stream()
                        .flatMap(each -> Stream.ofNullable(standing.get(each)))
                        .distinct()
                        .filter(guest -> !guest.equals(one))
                        .filter(joins)
                        .toList();
        guests.forEach(guest -> merge(tx, guest, one, now));
        return guests.size();
    }

    private static void merge(Tx tx, CustomerId guest, CustomerId customer, Instant now) {
        trust(tx, guest, now);
        Mergers.merge(tx, guest, customer);
    }

    /** What they told is as good now as what the customer tells without a proof. */
    private static void trust(Tx tx, CustomerId guest, Instant now) {
        var unknown = TrustTiers.slug(TrustTier.UNKNOWN);
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.TRUST, TrustTiers.slug(TrustTier.CLAIMED))
                .where(CONTACT.CUSTOMER_ID.eq(guest.value()), CONTACT.TRUST.eq(unknown))
                .execute();
        GivenFields.trust(
                tx, KNOWN_FIELD.CUSTOMER_ID.eq(guest.value()), KNOWN_FIELD.CUSTOMER_ID, now);
    }

    /** Guests who became this customer by a handle stand for themselves again. */
    void part(Tx tx, CustomerId customer, UUID handle) {
        var users = tx.dsl().fetch(usersOf(handle)).map(Record1::value1);
        Mergers.part(tx, customer, users);
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
