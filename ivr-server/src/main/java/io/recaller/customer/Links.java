package io.recaller.customer;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which handles are whose, and how surely. What an unproven contact says of a handle is a claim: it
 * is kept, and identifies nobody until it is proved or undone. Thread-safe; the caller owns the Tx.
 */
public final class Links {
    private final CustomerStore customers;
    private final HandleStore handles;
    private final Guests guests = new Guests();
    private final ClaimRows claimRows = new ClaimRows();
    private final PinBudgets budgets = new PinBudgets();
    private final Claimants claimants = new Claimants(guests);

    public Links(CustomerStore customers, HandleStore handles) {
        this.customers = customers;
        this.handles = handles;
    }

    /**
     * Whose a contact is, and what is known by it of its handles from now on.
     *
     * <p>A verified one proves that they all are one customer's. One that only claims joins the
     * customer whom they identify, or makes one of the first; further handles are claims. One of
     * which nothing is known joins nobody: it is a guest's, who is known by a browser or a
     * messenger and claims its other handles. Where none of its handles tells it from others it is
     * nobody's, until somebody says whose; what it claims is kept.
     *
     * <p>Holds the handles' row locks until the transaction ends, taken in one order.
     *
     * @param named the one used first
     * @param contact whose key is written
     */
    public Resolution identify(
            Tx tx, List<Handle> named, TrustTier trust, UUID contact, Instant now) {
        var access = new Access(trust);
        var seen = look(tx, named);
        var source = new Source(access, contact, now);
        return trust.atLeast(TrustTier.CLAIMED)
                ? identified(tx, seen, source, now)
                : guest(tx, seen, source, now);
    }

    private Resolution identified(Tx tx, Map<Handle, Seen> seen, Source source, Instant now) {
        var found = Resolution.narrowing(seen.values().stream().map(Seen::users).toList());
        if (found instanceof Resolution.Several(List<CustomerId> several)
                && source.access.trust().atLeast(TrustTier.VERIFIED)) {
            found = guests.merged(tx, several, now);
        }
        if (found instanceof Resolution.Nobody && !seen.isEmpty()) {
            var made = customers.create(tx, now);
            linkAll(tx, made, seen, source, Optional.of(seen.keySet().iterator().next()));
            return new Resolution.One(made);
        }
        found.single().ifPresent(one -> linkAll(tx, one, seen, source, Optional.empty()));
        return found;
    }

    private Resolution guest(Tx tx, Map<Handle, Seen> seen, Source source, Instant now) {
        if (seen.isEmpty()) {
            return new Resolution.Nobody();
        }
        var home = seen.entrySet().stream().filter(each -> isHome(each, source)).findFirst();
        if (home.isEmpty()) {
            seen.values().forEach(link -> claimRows.addNobodys(tx, link.id(), source.contact));
            return new Resolution.Nobody();
        }
        var guest =
                home.get().getValue().users().stream()
                        .findFirst()
                        .orElseGet(() -> customers.create(tx, now));
        linkAll(tx, guest, seen, source, Optional.of(home.get().getKey()));
        return new Resolution.One(guest);
    }

    /** A device nobody uses yet, or one known only from such contacts. */
    private static boolean isHome(Map.Entry<Handle, Seen> each, Source source) {
        var seen = each.getValue();
        return seen.users().isEmpty()
                ? Guests.isDevice(each.getKey())
                : seen.users().size() == 1 && source.access.mayJoin(seen.trust());
    }

    private void linkAll(
            Tx tx,
            CustomerId customer,
            Map<Handle, Seen> seen,
            Source source,
            Optional<Handle> used) {
        seen.forEach((handle, link) -> {
            var isTheirs = link.users().contains(customer);
            if (!isTheirs || source.access.trust().atLeast(TrustTier.VERIFIED)) {
                var standing = source.access.standing(used.filter(handle::equals).isPresent());
                link(tx, customer, link.id(), standing, source);
            }
        });
        recordClaims(tx, customer, seen.values(), source);
    }

    /** Handles beside the one a contact came by are its word only, and so is another's. */
    private void recordClaims(Tx tx, CustomerId customer, Collection<Seen> named, Source source) {
        var contact = source.contact;
        if (contact == null || source.access.trust().atLeast(TrustTier.VERIFIED)) {
            return;
        }
        var first = true;
        for (var link : named) {
            if (!first || !link.users().contains(customer)) {
                claimRows.add(tx, customer, link.id(), contact);
            }
            first = false;
        }
    }

    /**
     * The handle is the customer's: a PIN, an agent, or another system has proved it. Who was known
     * only by it turns out to be this customer.
     *
     * @return false when that was proved already
     */
    public boolean prove(Tx tx, CustomerId customer, Handle handle, Instant now) {
        var id = handles.lock(tx, handle);
        guests.join(tx, CustomerStore.customers(tx, Merges.usersOf(handle)), customer, id, now);
        var source = new Source(new Access(TrustTier.VERIFIED), null, now);
        return link(tx, customer, id, Standing.PROVED, source);
    }

    /**
     * Who may prove with a PIN that a handle is theirs, though it does not identify them: a few at
     * most, of those with a PIN who are said to use it. Nothing of them may be said, shown or
     * hinted before the proof. Locks nothing: checking a PIN is slow, and calls of the same number
     * must not wait.
     */
    public List<CustomerId> claimants(Tx tx, Handle handle) {
        var id = handles.idOf(tx, handle);
        return claimants.of(tx, id, fewUsers(tx, handle));
    }

    /** Thousands may use a firm's number: that several do is enough to know. */
    private static List<CustomerId> fewUsers(Tx tx, Handle handle) {
        return CustomerStore.customers(tx, Merges.usersOf(handle).limit(Claimants.TOO_MANY));
    }

    /**
     * The claimant has keyed the right PIN in a contact that came by the handle. It is theirs now,
     * unless somebody else has used it meanwhile: a PIN tells who speaks, not whose a line is.
     *
     * @return false when it is not theirs, or was proved already
     */
    public boolean proveByPin(
            Tx tx, CustomerId claimant, Handle handle, UUID contact, Instant now) {
        var id = handles.lock(tx, handle);
        var users = fewUsers(tx, handle);
        return claimants.of(tx, id, users).contains(claimant)
                && claimants.isNobodyElses(tx, contact, users)
                && prove(tx, claimant, handle, now);
    }

    /**
     * A contact that claimed to be this customer's is, whether a guest made it or nobody known.
     *
     * @return false when it is already known whose it is
     */
    public boolean proveContact(Tx tx, CustomerId customer, UUID contact, Instant now) {
        var row =
                tx.dsl()
                        .select(CONTACT.CUSTOMER_ID)
                        .from(CONTACT)
                        .where(CONTACT.ID.eq(contact))
                        .fetchOptional();
        return row.isPresent()
                && Optional.ofNullable(row.get().value1())
                        .map(who -> guests.join(tx, new CustomerId(who), customer, now))
                        .orElseGet(() -> claimRows.give(tx, contact, customer, now));
    }

    /**
     * The handle is not the customer's after all, proved or not. Who was known only by it stands
     * for themselves again. The contacts that said so or came by it are not the customer's any
     * more, with what was given in them; those that proved who they are stay, and so do those of a
     * customer who came into being by the handle.
     *
     * @return how many links were undone
     */
    public int undo(Tx tx, CustomerId customer, Handle handle) {
        var id = handles.lock(tx, handle);
        var family = CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer));
        guests.part(tx, customer, id);
        var undone =
                tx.dsl()
                        .deleteFrom(CUSTOMER_HANDLE)
                        .where(family, CUSTOMER_HANDLE.HANDLE_ID.eq(id))
                        .returning(CUSTOMER_HANDLE.STANDING, CUSTOMER_HANDLE.CONTACT_ID)
                        .fetch();
        var contacts = new HashSet<>(claimRows.forget(tx, customer, id));
        undone.stream()
                .flatMap(link -> Optional.ofNullable(link.getContactId()).stream())
                .forEach(contacts::add);
        if (undone.stream().anyMatch(link -> !link.getStanding().equals(Standing.OWN.slug()))) {
            contacts.addAll(claimRows.cameBy(tx, customer, id));
        }
        claimRows.part(tx, customer, contacts);
        budgets.disown(tx, customer, id);
        return undone.size() + guests.withdraw(tx, customer, id);
    }

    /**
     * What unproven contacts said of a customer: handles named beside theirs, and who named theirs.
     */
    public List<Claim> claims(Tx tx, CustomerId customer) {
        var theirs = CUSTOMER_HANDLE.CUSTOMER_ID.in(Merges.familyOf(customer));
        var own =
                tx.dsl()
                        .select(CUSTOMER_HANDLE.HANDLE_ID)
                        .from(CUSTOMER_HANDLE)
                        .where(
                                theirs,
                                CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug())))
                        .fetch(CUSTOMER_HANDLE.HANDLE_ID);
        var named = theirs.and(CUSTOMER_HANDLE.HANDLE_ID.notIn(own));
        var claims = new ArrayList<>(claims(tx, named));
        claims.addAll(
                claims(
                        tx,
                        CUSTOMER_HANDLE
                                .HANDLE_ID
                                .in(own)
                                .and(
                                        CUSTOMER_HANDLE.CUSTOMER_ID.notIn(
                                                Merges.familyOf(customer)))));
        claims.addAll(claimRows.nobodys(tx, own));
        return claims;
    }

    private static List<Claim> claims(Tx tx, Condition which) {
        return tx.dsl()
                .select(
                        CUSTOMER_HANDLE.CUSTOMER_ID,
                        HANDLE.KIND,
                        HANDLE.VALUE,
                        CUSTOMER_HANDLE.TRUST,
                        CUSTOMER_HANDLE.CONTACT_ID,
                        CUSTOMER_HANDLE.CREATED_AT)
                .from(CUSTOMER_HANDLE)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CUSTOMER_HANDLE.HANDLE_ID))
                .where(which, CUSTOMER_HANDLE.STANDING.eq(Standing.CLAIMED.slug()))
                .orderBy(CUSTOMER_HANDLE.CREATED_AT, HANDLE.VALUE)
                .fetch(row ->
                        new Claim(
                                Optional.of(new CustomerId(row.value1())),
                                new Handle(UsedHandles.kind(row.value2()), row.value3()),
                                TrustTiers.read(row.value4()),
                                Optional.ofNullable(row.value5()),
                                row.value6()));
    }

    private Map<Handle, Seen> look(Tx tx, Collection<Handle> named) {
        var locked = new LinkedHashMap<Handle, UUID>();
        CustomerStore.inOneOrder(named).forEach(each -> locked.put(each, handles.lock(tx, each)));
        var seen = new LinkedHashMap<Handle, Seen>();
        for (var handle : named) {
            var id = locked.get(handle);
            if (id != null) {
                var users = CustomerStore.customers(tx, Merges.usersOf(handle));
                seen.put(handle, new Seen(id, users, trust(tx, id)));
            }
        }
        return seen;
    }

    /** The highest of the links by which the handle identifies somebody. */
    private static TrustTier trust(Tx tx, UUID handle) {
        return tx
                .dsl()
                .select(CUSTOMER_HANDLE.TRUST)
                .from(CUSTOMER_HANDLE)
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(handle))
                .and(CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug())))
                .fetch(row -> TrustTiers.read(row.value1()))
                .stream()
                .max(TrustTier::compareTo)
                .orElse(TrustTier.UNKNOWN);
    }

    /**
     * A link only ever becomes surer.
     *
     * @return whether it did
     */
    private static boolean link(
            Tx tx, CustomerId customer, UUID handle, Standing standing, Source source) {
        if (!standing.identifies()) {
            ProvableClaims.wait(tx, customer);
        }
        return tx.dsl()
                        .insertInto(CUSTOMER_HANDLE)
                        .set(CUSTOMER_HANDLE.CUSTOMER_ID, customer.value())
                        .set(CUSTOMER_HANDLE.HANDLE_ID, handle)
                        .set(CUSTOMER_HANDLE.STANDING, standing.slug())
                        .set(CUSTOMER_HANDLE.TRUST, TrustTiers.slug(source.access.trust()))
                        .set(CUSTOMER_HANDLE.CONTACT_ID, source.contact)
                        .set(CUSTOMER_HANDLE.CREATED_AT, source.at)
                        .set(
                                CUSTOMER_HANDLE.PROVABLE,
                                ProvableClaims.isProvable(customer, standing))
                        .onConflict(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                        .doUpdate()
                        .set(CUSTOMER_HANDLE.STANDING, standing.slug())
                        .set(CUSTOMER_HANDLE.TRUST, TrustTiers.slug(source.access.trust()))
                        .set(CUSTOMER_HANDLE.PROVABLE, false)
                        .where(CUSTOMER_HANDLE.STANDING.in(standing.weaker()))
                        .execute()
                > 0;
    }

    /**
     * A claim about a handle.
     *
     * @param customer who is said to use it; empty when the contact is nobody's
     * @param contact in which it was said; empty when that is not kept
     */
    public record Claim(
            Optional<CustomerId> customer,
            Handle handle,
            TrustTier trust,
            Optional<UUID> contact,
            Instant at) {}

    private record Seen(UUID id, List<CustomerId> users, TrustTier trust) {}

    private record Source(Access access, @Nullable UUID contact, Instant at) {}
}
