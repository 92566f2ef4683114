package io.recaller.db;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/**
 * Two transactions waited for each other, or were about to, and this one gives way: nothing was
 * written.
 */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Deadlock and serialisation failure, PostgreSQL's appendix A. */
    private static final Set<String> STATES = Set.of("40P01", "40001");

    ConflictException(Throwable cause) {
        super("another transaction was in the way", cause);
    }

    /**
     * Gives way before anybody waits: to go on would be to wait out of order.
     *
     * @param what is just in another's hands
     */
    public ConflictException(String what) {
        super("another transaction was in the way: it has " + what);
    }

    static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && STATES.contains(Objects.requireNonNullElse(sql.getSQLState(), ""))) {
                return true;
            }
        }
        return false;
    }
}
