package io.recaller.db;

import org.jspecify.annotations.Nullable;

/** A backup that was not written, or not restored: nothing was changed. Says what to do. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
