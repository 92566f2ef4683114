package io.recaller.db;

import org.jspecify.annotations.Nullable;

/** Our own PostgreSQL could not be set up or started; the message says what to do about it. */
public final class PostgresException extends RuntimeException {
    PostgresException(String message) {
        super(message);
    }

    PostgresException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
