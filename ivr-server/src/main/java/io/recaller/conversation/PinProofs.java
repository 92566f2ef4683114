package io.recaller.conversation;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.PinCheck;
import io.recaller.customer.Pins;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import java.time.Instant;
import java.util.Optional;

/** Checks PINs against the database, which counts wrong ones. A database away proves nothing. */
public final class PinProofs implements Proofs {
    private final Database database;
    private final Pins pins;

    public PinProofs(Database database, Pins pins) {
        this.database = database;
        this.pins = pins;
    }

    @Override
    public Proof check(CustomerId customer, Optional<Handle> line, String pin, Instant now) {
        if (line.isEmpty()) {
            return Proof.IMPOSSIBLE;
        }
        try {
            return proof(
                    database.inTransaction(tx -> pins.verify(tx, customer, line.get(), pin, now)));
        } catch (DatabaseUnavailableException _) {
            return Proof.IMPOSSIBLE;
        }
    }

    private static Proof proof(PinCheck check) {
        return switch (check) {
            case PinCheck.Accepted() -> Proof.ACCEPTED;
            case PinCheck.Rejected() -> Proof.REJECTED;
            case PinCheck.LockedUntil _, PinCheck.NoPin() -> Proof.IMPOSSIBLE;
        };
    }
}
