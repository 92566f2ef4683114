package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.Merges;
import io.recaller.customer.Resolution;
import io.recaller.customer.Standing;
import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.pin.PinBudgets;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Which handles are whose, and how surely. What an unproven contact says of a handle is a claim: it
 * is kept, and identifies nobody until it is proved or undone. Thread-safe; the caller owns the Tx.
 */
public final class Links {
    private final HandleStore handles;
    private final Guests guests = new Guests();
    private final ClaimRows claimRows = new ClaimRows();
    private final PinBudgets budgets = new PinBudgets();
    private final Claimants claimants = new Claimants(guests);
    private final Identifying identifying;
    private final NewLinks.Writer claims = new NewLinks.Writer();

    public Links(CustomerStore customers, HandleStore handles) {
        this.handles = handles;
        this.identifying = new Identifying(customers::newId, handles, guests);
    }

    /**
     * Whose contacts are, and what is known by them of their handles from now on; with the same
     * outcome as one after the other.
     *
     * <p>A verified one proves that its handles all are one customer's. One that only claims joins
     * the customer whom they identify, or makes one of the first; further handles are claims. One
     * of which nothing is known joins nobody: it is a guest's, who is known by a browser or a
     * messenger and claims its other handles. Where none of its handles tells it from others it is
     * nobody's, until somebody says whose; what it claims is kept.
     *
     * <p>Holds the handles' row locks until the transaction ends, taken in one order.
     *
     * @param contacts whose keys are written
     * @return of as many of them as can be told at once, from the first on, and at least of one: a
     *     proof that customers are one changes the rows of contacts before it, which have to be
     *     there
     */
    public List<Identified> identify(Tx tx, List<Named> contacts, Instant now) {
        return identifying.identify(tx, contacts, now);
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
        return link(tx, customer, id, now);
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
     * A contact that came by something else names this handle too: its customer claims it. Nothing
     * where it is nobody's.
     */
    public void claimIn(Tx tx, UUID contact, Handle handle, Instant now) {
        tx.dsl()
                .select(CONTACT.CUSTOMER_ID)
                .from(CONTACT)
                .where(CONTACT.ID.eq(contact), CONTACT.CUSTOMER_ID.isNotNull())
                .fetchOptional(row -> new CustomerId(row.value1()))
                .ifPresent(customer -> {
                    var claimed = new NewLinks(now);
                    var id = handles.lock(tx, handle);
                    claimed.link(customer, id, Standing.CLAIMED, TrustTier.CLAIMED, contact);
                    claimed.claim(customer, id, contact);
                    claims.write(tx, claimed);
                });
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

    /**
     * A link only ever becomes surer.
     *
     * @return whether it did
     */
    private static boolean link(Tx tx, CustomerId customer, UUID handle, Instant at) {
        return tx.dsl()
                        .insertInto(CUSTOMER_HANDLE)
                        .set(CUSTOMER_HANDLE.CUSTOMER_ID, customer.value())
                        .set(CUSTOMER_HANDLE.HANDLE_ID, handle)
                        .set(CUSTOMER_HANDLE.STANDING, Standing.PROVED.slug())
                        .set(CUSTOMER_HANDLE.TRUST, TrustTiers.slug(TrustTier.VERIFIED))
                        .set(CUSTOMER_HANDLE.CREATED_AT, at)
                        .onConflict(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                        .doUpdate()
                        .set(CUSTOMER_HANDLE.STANDING, Standing.PROVED.slug())
                        .set(CUSTOMER_HANDLE.TRUST, TrustTiers.slug(TrustTier.VERIFIED))
                        .set(CUSTOMER_HANDLE.PROVABLE, false)
                        .where(CUSTOMER_HANDLE.STANDING.in(Standing.PROVED.weaker()))
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

    /**
     * A contact whose customer is asked for.
     *
     * @param handles that it named, the one used first
     * @param contact its id
     */
    public record Named(List<Handle> handles, TrustTier trust, UUID contact) {
        public Named {
            handles = List.copyOf(handles);
        }
    }

    /**
     * Whose a contact is.
     *
     * @param handle the row of the handle used first; empty when none was named
     */
    public record Identified(Resolution resolution, Optional<UUID> handle) {}
}
