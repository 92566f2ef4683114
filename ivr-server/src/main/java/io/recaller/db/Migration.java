package io.recaller.db;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema of {@code sql/}, the schema's only source. */
final class Migration {
    private Migration() {}

    /** Several servers may start at once: Flyway holds a lock. */
    static void run(DatabaseSettings settings) {
        try {
            Flyway.configure()
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .locations("classpath:sql")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            if (DatabaseUnavailableException.isUnavailable(failure)) {
                throw new DatabaseUnavailableException(
                        "cannot reach the database at " + settings.url(), failure);
            }
            throw failure;
        }
    }

    /**
     * Contacts of months without a partition go to the default one, so being late harms nothing.
     */
    static void ensurePartitions(Tx tx) {
        tx.dsl()
                .fetch(
                        "select ensure_contact_partitions(now(), now() + make_interval(months =>"
                                + " ?))",
                        2);
    }
}
