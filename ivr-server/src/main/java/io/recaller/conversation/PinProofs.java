package io.recaller.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.PinCheck;
import io.recaller.customer.Pins;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import java.time.Instant;
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
    private final MeterRegistry meters;

    public PinProofs(Database database, Pins pins, MeterRegistry meters) {
        this.database = database;
        this.pins = pins;
        this.meters = meters;
        meters.counter("recaller.pin.sprayed");
    }

    @Override
    public Proof check(
            CustomerId customer, Optional<Handle> line, TrustTier trust, String pin, Instant now) {
        if (line.isEmpty()) {
            return Proof.IMPOSSIBLE;
        }
        try {
            var attested = trust.atLeast(TrustTier.ATTESTED);
            var check =
                    database.inTransaction(
                            tx -> pins.verify(tx, customer, line.get(), attested, pin, now));
            return proof(customer, check);
        } catch (DatabaseUnavailableException _) {
            return Proof.IMPOSSIBLE;
        }
    }

    private Proof proof(CustomerId customer, PinCheck check) {
        return switch (check) {
            case PinCheck.Accepted() -> counted("accepted", Proof.ACCEPTED);
            case PinCheck.Rejected(var customers) -> {
                alarm(customers);
                yield counted("rejected", Proof.REJECTED);
            }
            case PinCheck.LockedUntil(var until, var customers) -> {
                alarm(customers);
                LOG.atWarn()
                        .addKeyValue("customerId", customer)
                        .addKeyValue("until", until)
                        .log("too many wrong PINs; callers as this customer go to a person");
                yield counted("locked", Proof.IMPOSSIBLE);
            }
            case PinCheck.NoPin() -> counted("no-pin", Proof.IMPOSSIBLE);
            case PinCheck.NoPepper() -> {
                LOG.atError()
                        .addKeyValue("customerId", customer)
                        .log("a PIN's key is missing; 'recaller doctor' says which");
                yield counted("no-key", Proof.IMPOSSIBLE);
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
