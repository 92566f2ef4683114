package io.recaller.contact.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is over for longer than it is kept: once a day, in steps that callers do not feel,
 * and no longer at a time than it is given; it goes on where it stopped. Every server runs it; one
 * at a time deletes. Belongs to one thread.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BITE = 500;

    /** Less than a day, so that it is the same hour every day. */
    private static final Duration PAUSE = Duration.ofHours(23);

    private final Database database;
    private final RetentionRules rules;
    private final AgedContacts contacts;
    private final AgedCircumstances circumstances = new AgedCircumstances();
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Map<Kind, Integer> gone = new EnumMap<>(Kind.class);
    private final Deque<Month> months = new ArrayDeque<>();
    private Optional<UUID> after = Optional.empty();
    private Instant next = Instant.MIN;
    private boolean isUnderWay;
    private boolean isHeldUp;
    private boolean mayDrop;

    public Retention(
            Database database, RetentionRules rules, InstantSource clock, MeterRegistry meters) {
        this.database = database;
        this.rules = rules;
        this.contacts = new AgedContacts(rules);
        this.clock = clock;
        this.meters = meters;
        Stream.of(Kind.values()).forEach(kind -> count(kind, 0));
    }

    private enum Kind {
        CONTACT,
        ACTIVITY,
        REQUEST,
        FACT;

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Goes on, unless all was done within the last day. Blocks.
     *
     * @param longest no further step is begun afterwards: callers need the database's processors
     *     too
     */
    public void run(Duration longest) {
        var now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        if (!isUnderWay) {
            begin(now);
        }
        var until = System.nanoTime() + longest.toNanos();
        boolean more;
        do {
            isHeldUp = false;
            more = step(now);
        } while (more
                && !isHeldUp
                && System.nanoTime() < until
                && !Thread.currentThread().isInterrupted());
        if (!more) {
            isUnderWay = false;
            next = now.plus(PAUSE);
            tell();
        }
    }

    /** What lies outside its month, for that could not be made when it came, is put there first. */
    private void begin(Instant now) {
        months.clear();
        rules.contactsFrom(now)
                .ifPresent(before -> {
                    database.months().ensureComing();
                    months.addAll(Month.before(before, database.months().all()));
                });
        after = Optional.empty();
        mayDrop = true;
        isUnderWay = true;
    }

    /** Whether there is more to do; where another server is at it, it does the rest. */
    private boolean step(Instant now) {
        var month = months.peek();
        if (month == null) {
            return some(Kind.REQUEST, rules.requests(), circumstances::forgetRequests, now)
                    || some(Kind.FACT, rules.facts(), circumstances::forgetFacts, now);
        }
        var bite = database.<Optional<AgedContacts.Bite>>inTransaction(tx -> bite(tx, month, now));
        bite.ifPresent(done -> {
            count(Kind.CONTACT, done.interactions());
            count(Kind.ACTIVITY, done.activities());
            after = done.next();
            if (after.isEmpty()) {
                months.remove();
                drop(month, now);
            }
        });
        return bite.isPresent() || isHeldUp;
    }

    /**
     * Empty as well while menus are counted, whatever server does it: both change rows of many
     * contacts, each in its own order, and one would undo the other. The next turn goes on.
     */
    private Optional<AgedContacts.Bite> bite(Tx tx, Month month, Instant now) {
        if (!takes(tx, "retention")) {
            return Optional.empty();
        }
        isHeldUp = !takes(tx, "menu counting");
        return isHeldUp ? Optional.empty() : Optional.of(contacts.next(tx, month, after, now));
    }

    /**
     * A month that nothing is left of needs no partition: each costs every plan a little. While it
     * cannot be had everybody waits a moment: once a day is enough.
     */
    private void drop(Month month, Instant now) {
        try {
            var isOver = rules.contactsFrom(now).filter(before -> !month.until().isAfter(before));
            month.from()
                    .filter(_ -> mayDrop && isOver.isPresent())
                    .filter(database.months()::drop)
                    .ifPresent(from ->
                            LOG.atInfo()
                                    .addKeyValue("month", from)
                                    .log("dropped a month without contacts"));
        } catch (DatabaseUnavailableException busy) {
            mayDrop = false;
            LOG.atDebug().setCause(busy).log("a month is dropped later");
        }
    }

    private boolean some(Kind kind, Optional<Duration> keep, Deletion deletion, Instant now) {
        if (keep.isEmpty()) {
            return false;
        }
        var before = now.minus(keep.get());
        var rows = database.<Integer>inTransaction(tx -> deletion.delete(tx, before, BITE));
        count(kind, rows);
        return rows == BITE;
    }

    @FunctionalInterface
    private interface Deletion {
        /** How many of the rows that were over before an instant were deleted. */
        int delete(Tx tx, Instant before, int most);
    }

    /** For the transaction, or not at all: nobody waits. */
    private static boolean takes(Tx tx, String what) {
        var lock =
                DSL.field(
                        "pg_try_advisory_xact_lock(hashtext({0}))",
                        Boolean.class, DSL.inline(what));
        return Boolean.TRUE.equals(tx.dsl().select(lock).fetchSingle().value1());
    }

    private void count(Kind kind, int rows) {
        meters.counter("recaller.retention.deleted", "kind", kind.slug()).increment(rows);
        gone.merge(kind, rows, Integer::sum);
    }

    private void tell() {
        if (gone.values().stream().anyMatch(rows -> rows > 0)) {
            LOG.atInfo()
                    .addKeyValue("contacts", gone(Kind.CONTACT))
                    .addKeyValue("activities", gone(Kind.ACTIVITY))
                    .addKeyValue("requests", gone(Kind.REQUEST))
                    .addKeyValue("facts", gone(Kind.FACT))
                    .log("deleted what was kept for long enough");
        }
        gone.clear();
    }

    private int gone(Kind kind) {
        return gone.getOrDefault(kind, 0);
    }
}
