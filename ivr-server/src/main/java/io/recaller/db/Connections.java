package io.recaller.db;

import java.time.Duration;
import java.util.Properties;

/** What pgjdbc is told about every connection of the pool. */
final class Connections {
    private Connections() {}

    /** pgjdbc, "Connection parameters": timeouts there are whole seconds. */
    static Properties properties(DatabaseSettings settings) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "recaller");
        properties.setProperty("tcpKeepAlive", "true");
        // PostgreSQL quotes whole rows in its details: callers' numbers would reach the log.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("connectTimeout", seconds(settings.connectionTimeout()));
        // A dead network must not hold a thread: the socket gives up shortly after the statement.
        properties.setProperty(
                "socketTimeout", seconds(settings.statementTimeout().plus(Duration.ofSeconds(1))));
        properties.setProperty(
                "options", "-c statement_timeout=" + settings.statementTimeout().toMillis());
        return properties;
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }
}
