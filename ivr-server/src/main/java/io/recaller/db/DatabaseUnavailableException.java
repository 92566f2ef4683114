package io.recaller.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used now: not reachable, going down, out of connections or too slow.
 *
 * <p>Never thrown for a bug: a violated constraint or a wrong statement stays what jOOQ throws.
 */
public final class DatabaseUnavailableException extends RuntimeException {
    /** PostgreSQL's appendix A: disk full. */
    private static final String DISK_FULL = "53100";

    /** PostgreSQL's appendix A: statement timeout, lock not available. */
    private static final Set<String> STUCK = Set.of("57014", "55P03");

    /** PostgreSQL's appendix A: disk full, out of memory, too many connections. */
    private static final Set<String> OVERLOADED = Set.of(DISK_FULL, "53200", "53300");

    DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether the database was there, and this statement alone took too long or met a lock: what it
     * was to do with others may be done without it.
     */
    public boolean isOfTheStatementAlone() {
        for (var cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && STUCK.contains(state(sql))) {
                return true;
            }
        }
        return false;
    }

    /** What to tell about it. */
    static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
                return "database unavailable: its disk is full; free some space where PostgreSQL"
                        + " keeps its data (setting database.folder)";
            }
        }
        return "database unavailable";
    }

    /** Whether the failure, or what caused it, is the infrastructure and not the statement. */
    static boolean isUnavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isUnavailable(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnavailable(SQLException failure) {
        var state = state(failure);
        return failure instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0")
                || STUCK.contains(state)
                || OVERLOADED.contains(state);
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }
}
