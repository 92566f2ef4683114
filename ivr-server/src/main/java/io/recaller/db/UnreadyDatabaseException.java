package io.recaller.db;

import java.nio.file.Path;

/**
 * There is nothing in the database that could be read as it is: it would have to be made or changed
 * first. Says who does so.
 */
public final class UnreadyDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isNew;

    private UnreadyDatabaseException(boolean isNew, String message) {
        super(message);
        this.isNew = isNew;
    }

    static UnreadyDatabaseException missing(Path folder) {
        return new UnreadyDatabaseException(
                true,
                "there is no database in " + folder + " yet; the first 'recaller serve' makes it");
    }

    static UnreadyDatabaseException empty() {
        return new UnreadyDatabaseException(
                true,
                "there is nothing in the database yet; the first 'recaller serve' makes its tables");
    }

    static UnreadyDatabaseException older() {
        return new UnreadyDatabaseException(
                false,
                "the database is of an older version of Recaller; the next 'recaller serve' of this"
                        + " one brings it up to date");
    }

    /** Whether no server was ever there. */
    public boolean isNew() {
        return isNew;
    }
}
