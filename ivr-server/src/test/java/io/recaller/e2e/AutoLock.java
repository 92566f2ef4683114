package io.recaller.e2e;

import io.recaller.db.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Locks tables as a careless administrator's open transaction does. */
final class AutoLock implements AutoCloseable {
    private final Connection connection;

    AutoLock(DatabaseSettings access, String... tables) {
        try {
            connection =
                    DriverManager.getConnection(access.url(), access.user(), access.password());
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "lock table " + String.join(", ", tables) + " in access exclusive mode");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
