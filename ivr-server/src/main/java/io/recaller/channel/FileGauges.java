package io.recaller.channel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.message.Attachments;
import io.recaller.message.file.AttachmentRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How many bytes of files there are, of all servers of one database: counted when somebody asks, at
 * most once a minute. Thread-safe; whoever reads the gauges blocks.
 */
public final class FileGauges {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Database db;
    private final InstantSource clock;
    private final Attachments attachments = new Attachments();

    // Guarded by this.
    private Instant readAt = Instant.MIN;
    private double last = Double.NaN;

    public FileGauges(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** From now on the registry tells them. */
    public void tell(MeterRegistry registry, AttachmentRules rules) {
        Gauge.builder("recaller.files.stored", this, FileGauges::stored)
                .description("Bytes of files that people sent and were sent")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        Gauge.builder("recaller.files.room", rules, AttachmentRules::inAll)
                .description("Bytes that there may be of them")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    private synchronized double stored() {
        var now = clock.instant();
        if (!now.isBefore(readAt.plus(FRESH)) || now.isBefore(readAt)) {
            last = read();
            readAt = now;
        }
        return last;
    }

    private double read() {
        try {
            return db.inTransaction(attachments::stored).all();
        } catch (DatabaseUnavailableException away) {
            return Double.NaN;
        }
    }
}
