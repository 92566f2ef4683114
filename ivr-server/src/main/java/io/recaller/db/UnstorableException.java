package io.recaller.db;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database cannot hold a value, now or ever: trying again is of no use. A door should have seen
 * it ({@link Storable}); the message says what kind of value it is and never quotes it.
 */
public final class UnstorableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** PostgreSQL's appendix A. */
    private static final Map<String, String> KINDS =
            Map.of(
                    "22021", "a character that cannot be kept, such as U+0000",
                    "22P05", "a character that cannot be kept, such as U+0000",
                    "22P02", "a value of another kind than is kept there",
                    "22001", "a text that is too long",
                    "22003", "a number that is too big",
                    "22008", "a time that is too far away",
                    "22007", "a time that cannot be read",
                    "54000", "a text that is too long to be found again");

    private UnstorableException(String kind, Throwable cause) {
        super(kind, cause);
    }

    /** Empty when the failure has another reason. */
    static Optional<UnstorableException> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var kind = kind(cause);
            if (kind != null) {
                return Optional.of(new UnstorableException(kind, failure));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String kind(Throwable cause) {
        return cause instanceof SQLException sql
                ? KINDS.get(Objects.requireNonNullElse(sql.getSQLState(), ""))
                : null;
    }
}
