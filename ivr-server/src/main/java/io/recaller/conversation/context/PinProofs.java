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

    /**
     * What is keyed is compared in no transaction, and counted in one that takes no time: calls of
     * one customer or of one line, and pages, do not wait for each other's comparing.
     */
    @Override
    public Proof check(Asked asked, String pin, Instant now) {
        var keyed = new KeyedPin(pin);
        try {
            database.inTransactionOrAgain(tx -> toTry(tx, asked, now)).forEach(keyed::compare);
            var proof = database.inTransactionOrAgain(tx -> triedOnTheLine(tx, asked, keyed, now));
            if (proof instanceof Proof.Accepted(CustomerId who)) {
                proveLine(asked, who, now);
            }
            return proof;
        } catch (DatabaseUnavailableException | ConflictException _) {
            return new Proof.Impossible();
        }
    }

    /** Whoever keyed it there is who is on the line. */
    private Proof triedOnTheLine(Tx tx, Asked asked, KeyedPin pin, Instant now) {
        var proof = tried(tx, asked, pin, now);
        if (proof instanceof Proof.Accepted(CustomerId who)) {
            accept(tx, asked, who, now);
        }
        return proof;
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
        // The line's row before its budget, as whoever undoes a link locks them.
        proveLine(tx, asked, who, now);
        accept(tx, asked, who, now);
    }

    private void accept(Tx tx, Asked asked, CustomerId who, Instant now) {
        var attested = asked.trust().atLeast(TrustTier.ATTESTED);
        asked.line().ifPresent(line -> pins.accept(tx, who, line, attested, now));
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

    /** A transaction of its own: who undoes a link locks the line before what counts on it. */
    private void proveLine(Asked asked, CustomerId customer, Instant now) {
        try {
            database.runInTransactionOrAgain(tx -> proveLine(tx, asked, customer, now));
        } catch (DatabaseUnavailableException | ConflictException e) {
            LOG.atWarn().setCause(e).log("the PIN is right, but its line stays a claim for now");
        }
    }

    private void proveLine(Tx tx, Asked asked, CustomerId customer, Instant now) {
        asked.line()
                .filter(line -> links.claimants(tx, line).contains(customer))
                .filter(line -> links.proveByPin(tx, customer, line, asked.contact().value(), now))
                .ifPresent(_ -> audit.write(tx, proved(customer, asked.contact()), now));
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
