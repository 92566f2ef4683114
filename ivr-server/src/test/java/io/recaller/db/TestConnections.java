package io.recaller.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Plain connections for tests that look past the pool. */
final class TestConnections {
    private TestConnections() {}

    static Connection open(DatabaseSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
    }
}
