package io.recaller.db;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The months of contacts: each has a partition of {@code contact} of its own, which is dropped as a
 * whole once it is empty. Any thread; blocking.
 */
public final class ContactMonths {
    private static final Logger LOG = LoggerFactory.getLogger(ContactMonths.class);
    private static final Instant FIRST_MONTH = Instant.parse("2010-01-01T00:00:00Z");
    private static final String PARTITION = "contact_";
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);
    private static final Duration SHORT_WAIT = Duration.ofMillis(200);

    private final Database database;
    private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();
    private final Set<YearMonth> named = ConcurrentHashMap.newKeySet();

    /** The month of the last daily look: later ones are not dropped before the next. */
    private volatile YearMonth current = YearMonth.of(9999, 12);

    ContactMonths(Database database) {
        this.database = database;
    }

    /** Makes the partitions for this month and the coming ones. Call it daily. */
    public void ensureComing() {
        current = month(database.inTransaction(Migration::ensurePartitions));
    }

    /**
     * Makes the partition for a month of the past, for contacts that are reported. Where it cannot
     * be had at once, the contact lies in the default partition until the daily look: calls are
     * worth more.
     *
     * @param startedAt when a contact began; months before 2010 share one partition
     */
    public void ensure(Instant startedAt, Instant now) {
        var month = month(startedAt);
        if (known.contains(month)) {
            return;
        }
        try {
            if (startedAt.isAfter(FIRST_MONTH) && startedAt.isBefore(now)) {
                database.runInTransaction(
                        tx -> Migration.ensurePartition(tx, startedAt, SHORT_WAIT));
            }
            known.add(month);
        } catch (DatabaseUnavailableException busy) {
            LOG.atDebug().setCause(busy).log("a month is made later");
        }
    }

    /**
     * The months (UTC) that have a partition, the oldest first. Whatever began before 2010 shares
     * one that is not among them.
     */
    public List<YearMonth> all() {
        return database.<List<String>>atOnce(Migration::months).stream()
                .map(name -> YearMonth.parse(name.substring(PARTITION.length()), MONTH))
                .sorted()
                .toList();
    }

    /**
     * Drops the partition for the month of this instant when nothing is in it.
     *
     * @return whether it is gone
     * @throws DatabaseUnavailableException when it cannot be had at once: calls are worth more
     */
    public boolean drop(Instant startedAt) {
        var dropped =
                database.<Boolean>inTransaction(
                        tx -> Migration.dropMonth(tx, startedAt, SHORT_WAIT));
        if (dropped) {
            known.remove(month(startedAt));
            named.remove(month(startedAt));
        }
        return dropped;
    }

    /**
     * The partition of {@code contact} that all contacts are in which began in the month of this
     * instant; empty while there is none, and they are in the default partition. Asked for turns.
     */
    public Optional<String> partitionOf(Instant startedAt) {
        return isNamed(month(startedAt))
                ? Optional.of(name(startedAt))
                : database.atOnceForTurns(tx -> partitionOf(tx, startedAt));
    }

    /** As {@link #partitionOf(Instant)}, for who has a transaction already. */
    public Optional<String> partitionOf(Tx tx, Instant startedAt) {
        var name = name(startedAt);
        if (isNamed(month(startedAt)) || Migration.isThere(tx, name)) {
            named.add(month(startedAt));
            return Optional.of(name);
        }
        return Optional.empty();
    }

    /** Another server may drop a month that is over, and says so to nobody: it is looked for. */
    private boolean isNamed(YearMonth month) {
        return !month.isBefore(current) && named.contains(month);
    }

    private static YearMonth month(Instant startedAt) {
        return YearMonth.from(startedAt.atOffset(ZoneOffset.UTC));
    }

    private static String name(Instant startedAt) {
        return PARTITION + MONTH.format(month(startedAt));
    }
}
