package io.recaller.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Links;
import io.recaller.customer.PinCheck;
import io.recaller.customer.Pins;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks PINs against the database, which counts wrong ones. A database away proves nothing. Raises
 * the alarm when one PIN is being tried on many customers, or a customer's tries are used up.
 */
public final class PinProofs implements Proofs {
    private static final Logger LOG = LoggerFactory.getLogger(PinProofs.class);

    /** On so many customers in a day one wrong PIN is no chance any more; told every so many. */
    private static final int MANY = 10;

    private final Database database;
    private final Pins pins;
    private final Links links;
    private final AuditTrail audit;
    private final MeterRegistry meters;

    public PinProofs(
            Database database, Pins pins, Links links, AuditTrail audit, MeterRegistry meters) {
        this.database = database;
        this.pins = pins;
        this.links = links;
        this.audit = audit;
        this.meters = meters;
        meters.counter("recaller.pin.sprayed");
    }

    @Override
    public Proof check(Asked asked, String pin, Instant now) {
        if (asked.line().isEmpty()) {
            return new Proof.Impossible();
        }
        try {
            return database.inTransaction(tx -> tried(tx, asked, asked.line().get(), pin, now))
                    .map(tried -> proof(tried.customer(), tried.check()))
                    .orElseGet(Proof.Impossible::new);
        } catch (DatabaseUnavailableException _) {
            return new Proof.Impossible();
        }
    }

    /** A right PIN proves a claimed line in the same transaction; a wrong one is counted in it. */
    private Optional<Tried> tried(Tx tx, Asked asked, Handle line, String pin, Instant now) {
        var claimant = links.claimant(tx, line);
        return claimant.or(asked::customer)
                .map(customer -> {
                    var attested = asked.trust().atLeast(TrustTier.ATTESTED);
                    var check = pins.verify(tx, customer, line, attested, pin, now);
                    if (check instanceof PinCheck.Accepted
                            && claimant.isPresent()
                            && links.prove(tx, customer, line, now)) {
                        audit.write(tx, proved(customer, asked.contact()), now);
                    }
                    return new Tried(customer, check);
                });
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

    private record Tried(CustomerId customer, PinCheck check) {}

    private Proof proof(CustomerId customer, PinCheck check) {
        return switch (check) {
            case PinCheck.Accepted() -> counted("accepted", new Proof.Accepted(customer));
            case PinCheck.Rejected(var customers) -> {
                alarm(customers);
                yield counted("rejected", new Proof.Rejected());
            }
            case PinCheck.LockedUntil(var until, var customers) -> {
                alarm(customers);
                LOG.atWarn()
                        .addKeyValue("customerId", customer)
                        .addKeyValue("until", until)
                        .log("too many wrong PINs; callers as this customer go to a person");
                yield counted("locked", new Proof.Impossible());
            }
            case PinCheck.NoPin() -> counted("no-pin", new Proof.Impossible());
            case PinCheck.NoPepper() -> {
                LOG.atError()
                        .addKeyValue("customerId", customer)
                        .log("a PIN's key is missing; 'recaller doctor' says which");
                yield counted("no-key", new Proof.Impossible());
            }
        };
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

    private Proof counted(String outcome, Proof proof) {
        meters.counter("recaller.pin.checks", "outcome", outcome).increment();
        return proof;
    }
}
