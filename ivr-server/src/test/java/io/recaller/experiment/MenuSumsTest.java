package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_RECOUNT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database counts is what counting the rows in memory gives, in random worlds. */
final class MenuSumsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private final MenuDatabase menus = new MenuDatabase(db);
    private final MenuComparison comparison = new MenuComparison(db);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theDatabaseCountsAsMemoryDid(long seed) {
        var random = new Random(seed);
        new MenuWorld(db, random).write();

        assertThat(comparison.sameAsMemory(random)).as("arms").isPositive();
    }

    /** Contacts are closed bit by bit, and change before and after; a report may come any time. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatIsClosedAndChangedAfterwardsCountsAsCountingAnewDoes(long seed) {
        var random = new Random(seed);
        var world = new MenuWorld(db, random);
        world.write();
        var hour = 0;

        for (var round = 0; round < 6; round++) {
            hour += random.nextInt(150);
            menus.close(hour);
            assertThat(comparison.sameAsMemory(random)).as("arms, round %d", round).isNotNegative();
            for (var i = random.nextInt(25); i > 0; i--) {
                world.change();
            }
            assertThat(comparison.sameAsMemory(random))
                    .as("arms, changed, %d", round)
                    .isNotNegative();
            if (random.nextBoolean()) {
                menus.close(hour);
                assertThat(menus.changes()).isZero();
            }
        }
        assertThat(menus.kept()).hasSizeGreaterThan(100);
    }

    /** Whatever was closed and changed in which order, the rows that are kept are the same. */
    @Test
    void whatIsKeptIsWhatClosingItAllAtOnceKeeps() {
        var random = new Random(21);
        var world = new MenuWorld(db, random);
        world.write();
        for (var hour = 24; hour <= 24 * 22; hour += 71) {
            menus.close(hour);
            for (var i = 0; i < 12; i++) {
                world.change();
            }
        }
        menus.close(24 * 22);
        var bitByBit = menus.kept();

        db.runInTransaction(tx -> tx.dsl().execute(MenuDatabase.EMPTY));
        menus.close(24 * 22);

        assertThat(bitByBit).hasSizeGreaterThan(100).isEqualTo(menus.kept());
    }

    /**
     * What is kept says all that a report needs: how many contacts and customers there are is all
     * one, and how many menus they heard as soon as their days are summed.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReportOfDaysThatAreCountedReadsWhatIsKeptAndNothingElse(boolean summed) {
        new MenuWorld(db, new Random(9)).write();
        menus.close(24 * 40);
        var period = new Period(MenuDatabase.START, MenuDatabase.START.plus(Duration.ofDays(10)));
        var at = period.to().plus(Duration.ofDays(30));

        var read =
                db.<Map<String, Long>>inLongTransaction(
                        Duration.ofMinutes(1),
                        tx -> {
                            var before = rowsRead(tx);
                            var buckets = summed ? 50 : 7;
                            new MenuSums(0, buckets).read(tx, period, at);
                            var after = rowsRead(tx);
                            before.forEach((table, rows) -> after.merge(table, -rows, Long::sum));
                            return after;
                        });

        var kept = requireNonNull(read.remove("menu_visit"));
        if (summed) {
            // The planner may look at both ends of an index to know what is in it.
            assertThat(kept).as("menus").isLessThan(20);
        } else {
            assertThat(kept).as("menus, in one pass").isBetween(1L, menus.kept().size() + 5L);
        }
        assertThat(read.remove("customer")).as("those merged").isLessThan(10);
        assertThat(read).allSatisfy((table, rows) -> assertThat(rows).as(table).isLessThan(5));
    }

    /** By table, on this connection and since it told its statistics last. */
    private static Map<String, Long> rowsRead(Tx tx) {
        return tx.dsl()
                .fetch(
                        "select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                                + " from pg_stat_xact_user_tables where relname ~"
                                + " '^(contact|menu_visit|menu_impression|customer)'")
                .intoMap(row -> row.get(0, String.class), row -> row.get(1, Long.class));
    }

    @Test
    void contactsThatComeLateAreNotedOnceACustomerAndThoseOfNowNotAtAll() {
        new MenuWorld(db, new Random(9)).write();

        db.runInTransaction(tx -> {
            tx.dsl().execute("truncate menu_recount");
            list(tx, "late", "now() - interval '2 hours'");
            list(tx, "live", "now()");
            assertThat(tx.dsl().fetchCount(MENU_RECOUNT)).isEqualTo(2);
        });
    }

    /** Contacts of two customers in one statement, as a list of another system's is. */
    private static void list(Tx tx, String name, String startedAt) {
        tx.dsl()
                .execute(
                        "insert into contact (id, started_at, source, external_id, nature, channel,"
                                + " direction, customer_id) select gen_random_uuid(), "
                                + startedAt
                                + ", 's', ? || g || c.id, 'interaction', 'chat', 'inbound', c.id"
                                + " from generate_series(1, 30) g, (select id from customer order"
                                + " by id limit 2) c",
                        name);
    }

    /** As {@code contact.retention} deletes: nothing is counted anew, and nothing is missing. */
    @Test
    void aReportOfDaysThatAreKeptIsTheSameOnceThoseBeforeAreDeleted() {
        var random = new Random(9);
        new MenuWorld(db, random).write();
        menus.close(24 * 40);
        var from = MenuDatabase.START.plus(Duration.ofDays(9));
        var period = new Period(from, MenuDatabase.START.plus(Duration.ofDays(20)));
        var before = db.inTransaction(tx -> new MenuSums().read(tx, period, period.to()).arms());

        db.runInTransaction(tx -> {
            tx.dsl().execute("truncate menu_recount");
            tx.dsl().fetch("select set_config('recaller.retention', 'on', true)");
            tx.dsl()
                    .execute(
                            "delete from contact_key where started_at < ?::timestamptz",
                            from.toString());
        });
        var after = db.inTransaction(tx -> new MenuSums().read(tx, period, period.to()).arms());

        assertThat(menus.changes()).isZero();
        assertThat(after.keySet()).isEqualTo(before.keySet()).isNotEmpty();
        before.forEach((arm, sums) -> MenuComparison.same(requireNonNull(after.get(arm)), sums));
    }

    /** Whoever is left is a customer, also where the call before is not. Days without calls go. */
    @ParameterizedTest
    @ValueSource(longs = {9, 23})
    void aReportThatBeginsBeforeWhatIsKeptCountsAllWhoAreLeft(long seed) {
        var random = new Random(seed);
        new MenuWorld(db, random).write();
        menus.close(24 * 40);
        var period = new Period(MenuDatabase.START, MenuDatabase.START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));
        comparison.customersAreThoseOfTheRows(period, at);

        menus.forgetChanges();
        for (var day = 3; day <= 12; day += 3) {
            menus.retain(day, "contact_id::text < '8'");
            comparison.customersAreThoseOfTheRows(period, at);
            menus.retain(day, "true");
            comparison.customersAreThoseOfTheRows(period, at);
            menus.close(24 * 40);
            assertThat(menus.firstDay()).isEqualTo(MenuDatabase.START.plus(Duration.ofDays(day)));
            comparison.customersAreThoseOfTheRows(period, at);
        }
        var changed = menus.sumsOfDays();
        menus.forgetDays();
        menus.close(24 * 40);
        assertThat(changed).hasSizeGreaterThan(50).isEqualTo(menus.sumsOfDays());

        menus.retain(40, "true");
        menus.close(24 * 40);
        assertThat(menus.summedDays()).isZero();
        assertThat(menus.sumsOfDays()).isEmpty();
    }

    /**
     * A menu's first hours may all be in the flow's own order, the arm switched off or too late:
     * whoever heard it then has heard a menu that a policy may order, too.
     */
    @Test
    void aMenuThatAPolicyOrdersOnlyLaterCountsFromTheBeginning() {
        var random = new Random(19);
        new MenuWorld(db, random).write();
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "update menu_impression set policy = 'designed' where spoken_at <"
                                        + " ?::timestamptz",
                                MenuDatabase.START.plus(Duration.ofDays(3)).toString()));
        var period = new Period(MenuDatabase.START, MenuDatabase.START.plus(Duration.ofDays(5)));
        var at = period.to().plus(Duration.ofDays(9));

        menus.close(24 * 40);
        for (var again = 0; again < 2; again++) {
            db.runInTransaction(tx -> {
                var expected = Tally.sizes(MaterialRows.read(tx, period, at));
                var sizes = new MenuSums(0, 50).read(tx, period, at).sizes();
                assertThat(MenuComparison.customers(sizes))
                        .isNotEmpty()
                        .isEqualTo(MenuComparison.customers(expected));
            });
            menus.close(24 * 40);
        }
        assertThat(menus.changes()).isZero();
    }
}
