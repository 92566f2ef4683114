package io.recaller.chore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what customers gave longer ago than the field's retention, a few hundred rows at a time.
 * Several servers may run it at once. Belongs to one thread.
 */
public final class AgedFields implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgedFields.class);
    private static final int BITE = 500;

    private final Database database;
    private final KnownFields fields;
    private final InstantSource clock;
    private final Counter deleted;

    public AgedFields(
            Database database, KnownFields fields, InstantSource clock, MeterRegistry meters) {
        this.database = database;
        this.fields = fields;
        this.clock = clock;
        this.deleted = meters.counter("recaller.retention.deleted", "kind", "known-field");
    }

    @Override
    public void run() {
        var all = 0;
        var bite = BITE;
        while (bite == BITE && !Thread.currentThread().isInterrupted()) {
            bite = database.inTransaction(tx -> fields.forgetAged(tx, clock.instant(), BITE));
            deleted.increment(bite);
            all += bite;
        }
        if (all > 0) {
            LOG.atInfo()
                    .addKeyValue("fields", all)
                    .log("deleted known fields past their retention");
        }
    }
}
