package io.recaller.conversation.context;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.identity.Links;
import io.recaller.customer.pin.KeyedPin;
import io.recaller.customer.pin.PinCheck;
import io.recaller.customer.pin.Pins;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks PINs against the database, which counts wrong ones. A database away proves nothing. Raises
 * the alarm when one PIN is being tried on many customers, or a customer's tries are used up.
 */
public final class PinProofs implements PinChecks {
    private static final Logger LOG = LoggerFactory.getLogger(PinProofs.class);

    /** On so many customers in a day one wrong PIN is no chance any more; told every so many. */
    private static final int MANY = 10;

    private final Database database;
    private final Pins pins;
    private final Links links;
    private final AuditTrail audit;

    /** Told from the start: an alarm on what is not there yet would not go off at its first. */
    private static final List<String> OUTCOMES =
            List.of("accepted", "rejected", "locked", "no-pin", "no-key");

    private final MeterRegistry meters;

    public PinProofs(
            Database database, Pins pins, Links links, AuditTrail audit, MeterRegistry meters) {
        this.database = database;
        this.pins = pins;
        this.links = links;
        this.audit = audit;
        this.meters = meters;
        meters.counter("recaller.pin.sprayed");
        OUTCOMES.forEach(outcome -> meters.counter("recaller.pin.checks", "outcome", outcome));
    }

    @Override
    public Proof check(Asked asked, String pin, Instant now) {
        if (asked.line().isEmpty()) {
            return new Proof.Impossible();
        }
        var line = asked.line().get();
        try {
            var claimants = database.inTransaction(tx -> links.claimants(tx, line));
            var asking = claimants.isEmpty() ? asked.customer().stream().toList() : claimants;
            var proofs =
                    asking.stream()
                            .map(who -> told(who, checked(asked, who, line, pin, now)))
                            .toList();
            var proof = one(proofs);
            if (proof instanceof Proof.Accepted(CustomerId who) && claimants.contains(who)) {
                proveLine(asked, who, line, now);
            }
            return proof;
        } catch (DatabaseUnavailableException _) {
            return new Proof.Impossible();
        }
    }

    /** Whether anybody who may be speaking has a PIN, and it may be tried now. */
    public boolean mayCheck(Tx tx, Asked asked, Instant now) {
        return !toTry(tx, asked, now).isEmpty();
    }

    /**
     * The PINs of whoever may be speaking that may be tried now: {@link #tried} compares with them,
     * which takes long, and not again where it was done before that transaction.
     */
    public List<Pins.Hashed> toTry(Tx tx, Asked asked, Instant now) {
        var attested = asked.trust().atLeast(TrustTier.ATTESTED);
        return asked.line().stream()
                .flatMap(line ->
                        asking(tx, asked, line).stream()
                                .flatMap(who -> pins.toTry(tx, who, line, attested, now).stream()))
                .toList();
    }

    /**
     * Checks and counts in the caller's transaction, which must commit; told once it has. A right
     * one proves nothing yet: it was keyed elsewhere than on the line, and {@link #isTheirs} once
     * that is the same person.
     */
    public Proof tried(Tx tx, Asked asked, KeyedPin pin, Instant now) {
        if (asked.line().isEmpty()) {
            return new Proof.Impossible();
        }
        var line = asked.line().get();
        var attested = asked.trust().atLeast(TrustTier.ATTESTED);
        return one(
                asking(tx, asked, line).stream()
                        .map(who -> {
                            var check = pins.tried(tx, who, line, attested, pin, now);
                            tx.afterCommit(() -> tell(who, check));
                            return proof(who, check);
                        })
                        .toList());
    }

    /** Whoever is on the line keyed that customer's PIN: as if it had been keyed there. */
    public void isTheirs(Tx tx, Asked asked, CustomerId who, Instant now) {
        asked.line()
                .ifPresent(line -> {
                    // The line's row before its budget, as whoever undoes a link locks them.
                    if (links.claimants(tx, line).contains(who)) {
                        proveLine(tx, asked, who, line, now);
                    }
                    pins.accept(tx, who, line, asked.trust().atLeast(TrustTier.ATTESTED), now);
                });
    }

    /** In one order: of two who try at once neither waits for the other in a circle. */
    private List<CustomerId> asking(Tx tx, Asked asked, Handle line) {
        var claimants = links.claimants(tx, line);
        var asking = claimants.isEmpty() ? asked.customer().stream().toList() : claimants;
        return asking.stream().sorted(Comparator.comparing(CustomerId::value)).toList();
    }

    /**
     * Of several who may be speaking: the one whose PIN it is. A PIN that two of them have tells
     * nothing.
     */
    private static Proof one(List<Proof> proofs) {
        var accepted = proofs.stream().filter(Proof.Accepted.class::isInstance).toList();
        if (accepted.size() == 1) {
            return accepted.getFirst();
        }
        return accepted.isEmpty()
                ? proofs.stream()
                        .filter(Proof.Rejected.class::isInstance)
                        .findFirst()
                        .orElseGet(Proof.Impossible::new)
                : new Proof.Impossible();
    }

    private PinCheck checked(
            Asked asked, CustomerId customer, Handle line, String pin, Instant now) {
        var attested = asked.trust().atLeast(TrustTier.ATTESTED);
        return database.inTransaction(tx -> pins.verify(tx, customer, line, attested, pin, now));
    }

    /** A transaction of its own: no lock on the line is held while the PIN is checked. */
    private void proveLine(Asked asked, CustomerId customer, Handle line, Instant now) {
        try {
            database.inTransactionOrAgain(tx -> proveLine(tx, asked, customer, line, now));
        } catch (DatabaseUnavailableException | ConflictException e) {
            LOG.atWarn().setCause(e).log("the PIN is right, but its line stays a claim for now");
        }
    }

    private boolean proveLine(Tx tx, Asked asked, CustomerId customer, Handle line, Instant now) {
        var proved = links.proveByPin(tx, customer, line, asked.contact().value(), now);
        if (proved) {
            audit.write(tx, proved(customer, asked.contact()), now);
        }
        return proved;
    }

    private static AuditTrail.Entry proved(CustomerId customer, ContactId contact) {
        return new AuditTrail.Entry(
                AuditTrail.Kind.CUSTOMER,
                "pin",
                "link.proved",
                Optional.of(customer),
                Optional.of(contact.value()),
                Map.of("what", "handle"));
    }

    private Proof told(CustomerId customer, PinCheck check) {
        tell(customer, check);
        return proof(customer, check);
    }

    private static Proof proof(CustomerId customer, PinCheck check) {
        return switch (check) {
            case PinCheck.Accepted() -> new Proof.Accepted(customer);
            case PinCheck.Rejected _ -> new Proof.Rejected();
            case PinCheck.LockedUntil _, PinCheck.NoPin _, PinCheck.NoPepper _ ->
                    new Proof.Impossible();
        };
    }

    private void tell(CustomerId customer, PinCheck check) {
        switch (check) {
            case PinCheck.Accepted() -> count("accepted");
            case PinCheck.Rejected(var customers) -> {
                alarm(customers);
                count("rejected");
            }
            case PinCheck.LockedUntil(var until, var customers) -> {
                alarm(customers);
                LOG.atWarn()
                        .addKeyValue("customerId", customer)
                        .addKeyValue("until", until)
                        .log("too many wrong PINs; callers as this customer go to a person");
                count("locked");
            }
            case PinCheck.NoPin() -> count("no-pin");
            case PinCheck.NoPepper() -> {
                LOG.atError()
                        .addKeyValue("customerId", customer)
                        .log("a PIN's key is missing; 'recaller doctor' says which");
                count("no-key");
            }
        }
    }

    private void alarm(int customers) {
        if (customers < MANY) {
            return;
        }
        meters.counter("recaller.pin.sprayed").increment();
        if (customers % MANY == 0) {
            LOG.atError()
                    .addKeyValue("customers", customers)
                    .log("somebody tries one PIN on many customers");
        }
    }

    private void count(String outcome) {
        meters.counter("recaller.pin.checks", "outcome", outcome).increment();
    }
}
