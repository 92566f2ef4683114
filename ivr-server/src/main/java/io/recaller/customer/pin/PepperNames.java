package io.recaller.customer.pin;

import static io.recaller.db.generated.Tables.PIN_PEPPER;

import io.recaller.db.Tx;

/** Which keys PINs of this database were ever encrypted with: their names, not the keys. */
public final class PepperNames {
    private PepperNames() {}

    public static boolean any(Tx tx) {
        return tx.dsl().fetchExists(PIN_PEPPER);
    }

    public static void add(Tx tx, String id) {
        tx.dsl()
                .insertInto(PIN_PEPPER, PIN_PEPPER.KEY_ID)
                .values(id)
                .onConflictDoNothing()
                .execute();
    }
}
