package io.recaller.db;

import org.jooq.DSLContext;

/**
 * A transaction that is open now. Use cases receive it from {@link Database} and pass it to stores.
 *
 * <p>Valid only until the work it was given to returns, and only on that thread.
 */
public final class Tx {
    private final DSLContext dsl;

    Tx(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Statements of this transaction, in jOOQ's words. */
    public DSLContext dsl() {
        return dsl;
    }
}
