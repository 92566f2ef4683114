package io.recaller.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** One connection in one transaction that is taken back. Any thread; one at a time. */
final class RehearsalConnection {
    private final Connection connection;
    private boolean over;

    /** On a connection that does not commit by itself. */
    RehearsalConnection(Connection connection) {
        this.connection = connection;
    }

    synchronized <T extends @Nullable Object> T with(Database.Work<T> work) throws SQLException {
        if (over) {
            throw new SQLTransientConnectionException("the rehearsal is over");
        }
        return work.with(connection);
    }

    /** Nothing that was done stays, and nothing more is done. */
    synchronized void end() throws SQLException {
        over = true;
        connection.rollback();
    }
}
