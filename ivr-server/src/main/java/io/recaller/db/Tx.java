package io.recaller.db;

import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction that is open now. Use cases receive it from {@link Database} and pass it to stores.
 *
 * <p>Valid only until the work it was given to returns, and only on that thread.
 */
public final class Tx {
    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

    /** Nothing is logged by jOOQ itself: bind values are callers' numbers and names. */
    static final Settings JOOQ = new Settings().withExecuteLogging(false).withRenderSchema(false);

    /** Commits before it is on the disk (PostgreSQL's documentation, "Asynchronous Commit"). */
    public static final Field<String> UNWAITED =
            function(
                    "set_config",
                    SQLDataType.CLOB,
                    inline("synchronous_commit"),
                    inline("off"),
                    inline(true));

    private final DSLContext dsl;
    private final List<Runnable> afterCommit = new ArrayList<>();

    private Tx(DSLContext dsl) {
        this.dsl = dsl;
    }

    static Tx on(Connection connection) {
        return new Tx(DSL.using(connection, SQLDialect.POSTGRES, JOOQ));
    }

    /**
     * Runs a part of this transaction: when it throws, only this part is taken back, and the rest
     * can go on.
     *
     * @throws UnstorableException when the database can never hold a value of this part
     */
    public <T> T orTakenBack(Function<? super Tx, T> part) {
        return dsl.connectionResult(connection -> {
            var before = connection.setSavepoint();
            try {
                var result = part.apply(this);
                connection.releaseSavepoint(before);
                return result;
            } catch (DataAccessException failure) {
                if (!ConflictException.isConflict(failure)) {
                    connection.rollback(before);
                }
                throw UnstorableException.of(failure)
                        .<RuntimeException>map(it -> it)
                        .orElse(failure);
            }
        });
    }

    /**
     * Nobody waits until what this writes is on the disk: it may be lost when the machine of the
     * database dies within a second, not when a server does. For what would only be told once more.
     * Transactions that notify wait for each other while they wait for the disk, all of them.
     */
    public void mayBeLost() {
        dsl.select(UNWAITED).execute();
    }

    /**
     * Runs this once what was written is committed, and never when it is taken back: for what is
     * counted or told of it. What fails is logged: what was written stays.
     */
    public void afterCommit(Runnable told) {
        afterCommit.add(told);
    }

    void committed() {
        afterCommit.forEach(Tx::tell);
    }

    private static void tell(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException failure) {
            LOG.atError().setCause(failure).log("what was written is not told of");
        }
    }

    /** Statements of this transaction, in jOOQ's words. */
    public DSLContext dsl() {
        return dsl;
    }
}
