package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_CLOSED;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the menus of calls that are over once, and keeps what reports need of them: a report of a
 * month does not read the month's calls again, nor the month's menus where they are summed up by
 * day. Whatever was changed afterwards is counted anew. Every server runs it; one at a time counts.
 * Any thread.
 */
public final class MenuCounting {
    private static final Logger LOG = LoggerFactory.getLogger(MenuCounting.class);

    /**
     * How long after a call began it is closed. Menus count that are heard in its first 24 hours;
     * what is written within an hour of a menu or the beginning is not noted as a change (migration
     * V36), and committed long before.
     */
    static final Duration OPEN = Duration.ofHours(26);

    /** So that no transaction lasts long, however much there is. */
    private static final Duration MOST = Duration.ofDays(1);

    private static final int MOST_CHANGES = 5_000;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Database database;
    private final InstantSource clock;
    private final MenuDays days;

    /**
     * Over one database.
     *
     * @param zone reports are of its days
     */
    public MenuCounting(Database database, InstantSource clock, ZoneId zone) {
        this.database = database;
        this.clock = clock;
        this.days = new MenuDays(zone);
    }

    /**
     * Closes what can be, a day at a time, counts changes anew, fills what an older version left
     * and sums up days that are a week old. Blocks.
     *
     * @param longest no step is begun afterwards: callers need the database's processors too
     */
    public void run(Duration longest) {
        var end = System.nanoTime() + longest.toNanos();
        var steps =
                repeat(this::step, end) + repeat(MenuCounting::fill, end) + repeat(this::day, end);
        LOG.atDebug().addKeyValue("steps", steps).log("menus counted");
    }

    /** As long as there is more to do; how often it was done. */
    private int repeat(Function<Tx, Boolean> step, long end) {
        var steps = 0;
        var more = true;
        while (more && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            more = database.<Boolean>inLongTransaction(LONGEST, step);
            steps++;
        }
        return steps;
    }

    /** A day of the menus that an older version counted. */
    private static boolean fill(Tx tx) {
        var filled = DSL.function("fill_menu_visits", SQLDataType.BOOLEAN);
        return isOnly(tx) && Boolean.TRUE.equals(tx.dsl().select(filled).fetchSingle().value1());
    }

    private boolean day(Tx tx) {
        return isOnly(tx) && closed(tx).map(until -> days.sum(tx, until)).orElse(false);
    }

    /** Whether there is more to do. */
    private boolean step(Tx tx) {
        if (!isOnly(tx)) {
            return false;
        }
        var closed = closed(tx);
        var from = closed.orElseGet(() -> beginning(tx));
        var changes = recount(tx, closed.isPresent() ? from : Instant.EPOCH);
        var until = earlier(from.plus(MOST), closable(tx));
        if (until.isAfter(from)) {
            close(tx, from, until);
        }
        return changes == MOST_CHANGES || until.equals(from.plus(MOST));
    }

    /** Up to where calls are closed; empty: none is. */
    static Optional<Instant> closed(Tx tx) {
        return tx.dsl().selectFrom(MENU_CLOSED).fetchOptional(MENU_CLOSED.UNTIL_AT);
    }

    /** Retention takes it too: each deletes or changes many of the same rows, in its own order. */
    private static boolean isOnly(Tx tx) {
        var lock = DSL.field("pg_try_advisory_xact_lock(hashtext('menu counting'))", Boolean.class);
        return Boolean.TRUE.equals(tx.dsl().select(lock).fetchSingle().value1());
    }

    /** Before the first call in which a menu may count; where none was heard yet, now. */
    private Instant beginning(Tx tx) {
        var first = DSL.min(MENU_IMPRESSION.SPOKEN_AT);
        var spoken = tx.dsl().select(first).from(MENU_IMPRESSION).fetchSingle().value1();
        return spoken == null
                ? closable(tx)
                : spoken.minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS);
    }

    /** Notes are made by the database's clock: by the later of two clocks nothing is closed. */
    private Instant closable(Tx tx) {
        var there = tx.dsl().select(DSL.currentInstant()).fetchSingle().value1();
        return earlier(clock.instant(), there).minus(OPEN).truncatedTo(ChronoUnit.HOURS);
    }

    private static int recount(Tx tx, Instant closed) {
        var done =
                DSL.function(
                        "recount_menu_visits",
                        SQLDataType.INTEGER,
                        DSL.val(MOST_CHANGES),
                        DSL.val(closed),
                        DSL.val(MenuSums.WITH_A_PERSON));
        return tx.dsl().select(done).fetchSingle().value1();
    }

    private static void close(Tx tx, Instant from, Instant until) {
        var close =
                DSL.function(
                        "close_menu_visits",
                        SQLDataType.OTHER,
                        DSL.val(from),
                        DSL.val(until),
                        DSL.val(MenuSums.WITH_A_PERSON));
        tx.dsl().select(close).fetch();
        tx.dsl()
                .insertInto(MENU_CLOSED)
                .set(MENU_CLOSED.UNTIL_AT, until)
                .onConflict(MENU_CLOSED.ONLY_ONE)
                .doUpdate()
                .set(MENU_CLOSED.UNTIL_AT, until)
                .execute();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
