package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Families;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Mergers;
import io.recaller.customer.Merges;
import io.recaller.customer.Resolution;
import io.recaller.customer.Standing;
import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.customer.field.GivenFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private static final List<HandleKind> DEVICES =
            List.of(
                    HandleKind.WEB,
                    HandleKind.TELEGRAM,
                    HandleKind.WHATSAPP,
                    HandleKind.MESSENGER,
                    HandleKind.INSTAGRAM,
                    HandleKind.VIBER,
                    HandleKind.VK);

    /** Whether it tells a device from another, not a person. */
    static boolean isDevice(Handle handle) {
        return DEVICES.contains(handle.kind());
    }

    /**
     * The one customer among them, when all others are guests: these turn out to be that one. They
     * are held only when it looks so: thousands may use a firm's number.
     */
    Resolution merged(Tx tx, List<CustomerId> several, Instant now) {
        if (known(tx, several).size() > 1) {
            return new Resolution.Several(several);
        }
        var held = Mergers.hold(tx, several);
        var standing =
                several.stream()
                        .flatMap(each -> Stream.ofNullable(held.get(each)))
                        .distinct()
                        .toList();
        var known = known(tx, standing);
        if (known.size() > 1) {
            return new Resolution.Several(several);
        }
        var one = known.isEmpty() ? standing.getFirst() : known.getFirst();
        standing.stream()
                .filter(guest -> !guest.equals(one))
                .forEach(guest -> merge(tx, guest, one, now));
        return new Resolution.One(one);
    }

    private static List<CustomerId> known(Tx tx, Collection<CustomerId> those) {
        var guests = new HashSet<>(guests(tx, those, DSL.noCondition()));
        return those.stream().filter(one -> !guests.contains(one)).toList();
    }

    /**
     * One who is a guest is this customer from now on.
     *
     * @return whether they were
     */
    boolean join(Tx tx, CustomerId guest, CustomerId customer, Instant now) {
        return join(tx, List.of(guest), customer, DSL.noCondition(), now) > 0;
    }

    /**
     * Those of them who are guests, or known only by this handle, are this customer from now on.
     */
    void join(Tx tx, Collection<CustomerId> those, CustomerId customer, UUID handle, Instant now) {
        join(tx, those, customer, CUSTOMER_HANDLE.HANDLE_ID.ne(handle), now);
    }

    /** What they are is asked again when they are held: somebody may just have proved something. */
    private static int join(
            Tx tx,
            Collection<CustomerId> those,
            CustomerId customer,
            Condition counts,
            Instant now) {
        var found =
                guests(tx, those, counts).stream().filter(one -> !one.equals(customer)).toList();
        if (found.isEmpty()) {
            return 0;
        }
        var all = new HashSet<>(found);
        all.add(customer);
        var standing = Mergers.hold(tx, all);
        var one = standing.getOrDefault(customer, customer);
        var others =
                found.stream()
                        .flatMap(each -> Stream.ofNullable(standing.get(each)))
                        .filter(guest -> !guest.equals(one))
                        .collect(Collectors.toSet());
        var guests = guests(tx, others, counts);
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

    /** Whether all of them have no PIN, and proved or used nothing but devices and this handle. */
    boolean areKnownOnlyBy(Tx tx, Collection<CustomerId> those, UUID handle) {
        return guests(tx, those, CUSTOMER_HANDLE.HANDLE_ID.ne(handle)).size() == those.size();
    }

    /**
     * Those of them who have no PIN, and proved or used nothing but devices. Asked of all at once:
     * thousands may use a handle.
     *
     * @param counts which handles make somebody more than a guest
     */
    private static List<CustomerId> guests(Tx tx, Collection<CustomerId> those, Condition counts) {
        var families = Families.of(tx, those);
        var members =
                those.stream()
                        .flatMap(one -> families.members(one).stream())
                        .distinct()
                        .toArray(UUID[]::new);
        var known =
                tx.dsl().fetch(persons(members, counts)).stream()
                        .map(row -> families.survivor(new CustomerId(row.value1())))
                        .collect(Collectors.toSet());
        return those.stream().filter(one -> !known.contains(families.survivor(one))).toList();
    }

    private static Select<Record1<UUID>> persons(UUID[] members, Condition counts) {
        var devices = DEVICES.stream().map(Merges::kind).toList();
        return DSL.select(CUSTOMER_HANDLE.CUSTOMER_ID)
                .from(CUSTOMER_HANDLE)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CUSTOMER_HANDLE.HANDLE_ID))
                .where(CUSTOMER_HANDLE.CUSTOMER_ID.eq(DSL.any(members)))
                .and(CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug())))
                .and(
                        CUSTOMER_HANDLE
                                .STANDING
                                .eq(Standing.PROVED.slug())
                                .or(HANDLE.KIND.notIn(devices).and(counts)))
                .union(
                        DSL.select(CUSTOMER_PIN.CUSTOMER_ID)
                                .from(CUSTOMER_PIN)
                                .where(CUSTOMER_PIN.CUSTOMER_ID.eq(DSL.any(members))));
    }
}
