package io.recaller.experiment;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.MENU_CLOSED;
import static io.recaller.db.generated.Tables.MENU_DAY;
import static io.recaller.db.generated.Tables.MENU_RECOUNT;
import static io.recaller.db.generated.Tables.MENU_VISIT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database counts is what counting the rows in memory gives, in random worlds. */
final class MenuSumsTest {
    private static final Instant START = Instant.parse("2024-10-07T00:00:00Z");
    private static final List<String> OUTCOMES =
            List.of("chosen", "offer_taken", "person", "no_match", "no_input", "hung_up");
    private static final List<String> POLICIES =
            List.of("control", "recaller", "order", "designed");
    private static final String EMPTY =
            "truncate menu_visit, menu_closed, menu_recount, menu_day, menu_day_sum,"
                    + " menu_day_customer, menu_adaptive, menu_visit_unfilled";
    private static final Database db = TestDatabase.fresh();

    @AfterAll
    static void close() {
        db.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theDatabaseCountsAsMemoryDid(long seed) {
        var random = new Random(seed);
        new World(random).write();

        assertThat(sameAsMemory(random)).as("arms").isPositive();
    }

    /** Contacts are closed bit by bit, and change before and after; a report may come any time. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whatIsClosedAndChangedAfterwardsCountsAsCountingAnewDoes(long seed) {
        var random = new Random(seed);
        var world = new World(random);
        world.write();
        var hour = 0;

        for (var round = 0; round < 6; round++) {
            hour += random.nextInt(150);
            close(hour);
            assertThat(sameAsMemory(random)).as("arms, round %d", round).isNotNegative();
            for (var i = random.nextInt(25); i > 0; i--) {
                world.change();
            }
            assertThat(sameAsMemory(random)).as("arms, changed, %d", round).isNotNegative();
            if (random.nextBoolean()) {
                close(hour);
                int left = db.inTransaction(tx -> tx.dsl().fetchCount(MENU_RECOUNT));
                assertThat(left).isZero();
            }
        }
        assertThat(kept()).hasSizeGreaterThan(100);
    }

    /** Whatever was closed and changed in which order, the rows that are kept are the same. */
    @Test
    void whatIsKeptIsWhatClosingItAllAtOnceKeeps() {
        var random = new Random(21);
        var world = new World(random);
        world.write();
        for (var hour = 24; hour <= 24 * 22; hour += 71) {
            close(hour);
            for (var i = 0; i < 12; i++) {
                world.change();
            }
        }
        close(24 * 22);
        var bitByBit = kept();

        db.runInTransaction(tx -> tx.dsl().execute(EMPTY));
        close(24 * 22);

        assertThat(bitByBit).hasSizeGreaterThan(100).isEqualTo(kept());
    }

    /**
     * What is kept says all that a report needs: how many contacts and customers there are is all
     * one, and how many menus they heard as soon as their days are summed.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReportOfDaysThatAreCountedReadsWhatIsKeptAndNothingElse(boolean summed) {
        new World(new Random(9)).write();
        close(24 * 40);
        var period = new Period(START, START.plus(Duration.ofDays(10)));
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
            assertThat(kept).as("menus, in one pass").isBetween(1L, kept().size() + 5L);
        }
        assertThat(read.remove("customer")).as("those merged").isLessThan(10);
        assertThat(read).allSatisfy((table, rows) -> assertThat(rows).as(table).isLessThan(5));
    }

    @Test
    void contactsThatComeLateAreNotedOnceACustomerAndThoseOfNowNotAtAll() {
        new World(new Random(9)).write();

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

    /** By table, on this connection and since it told its statistics last. */
    private static Map<String, Long> rowsRead(Tx tx) {
        return tx.dsl()
                .fetch(
                        "select relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                                + " from pg_stat_xact_user_tables where relname ~"
                                + " '^(contact|menu_visit|menu_impression|customer)'")
                .intoMap(row -> row.get(0, String.class), row -> row.get(1, Long.class));
    }

    private static List<String> kept() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(MENU_VISIT)
                        .orderBy(MENU_VISIT.CONTACT_ID, MENU_VISIT.POLICY, MENU_VISIT.MENU)
                        .fetch(row -> row.intoList().toString()));
    }

    /** What began before this hour. */
    private static void close(int hour) {
        close(hour, ZoneOffset.UTC);
    }

    private static void close(int hour, ZoneId zone) {
        var now = START.plus(Duration.ofHours(hour)).plus(MenuCounting.OPEN);
        new MenuCounting(db, InstantSource.fixed(now), zone).run(Duration.ofMinutes(1));
        var until = db.inTransaction(tx -> tx.dsl().fetchSingle(MENU_CLOSED).getUntilAt());
        assertThat(until).isAfterOrEqualTo(START.plus(Duration.ofHours(hour)));
    }

    /** Asked of a period, as of when; how many arms there were. */
    private static int sameAsMemory(Random random) {
        var hours = random.nextBoolean() ? random.nextInt(72) : 24 * random.nextInt(8);
        var from = START.plus(Duration.ofHours(hours));
        var period = new Period(from, from.plus(Duration.ofDays(1 + random.nextInt(12))));
        var at = period.to().plus(Duration.ofHours(random.nextInt(300)));
        return db.inLongTransaction(
                Duration.ofMinutes(1),
                tx -> {
                    var material = MaterialRows.read(tx, period, at);
                    var expected = Tally.sums(material);
                    var counted = new MenuSums().read(tx, period, at);

                    var arms = counted.arms();
                    assertThat(arms.keySet()).isEqualTo(expected.keySet());
                    expected.forEach((arm, sums) -> same(requireNonNull(arms.get(arm)), sums));
                    var sizes = Tally.sizes(material);
                    var found = counted.sizes();
                    assertThat(found.keySet()).isEqualTo(sizes.keySet());
                    sizes.forEach((arm, size) -> {
                        var other = requireNonNull(found.get(arm));
                        assertThat(other.customers()).isEqualTo(size.customers());
                        assertThat(other.expected()).isCloseTo(size.expected(), within(1e-6));
                    });
                    return expected.size();
                });
    }

    /** As {@code contact.retention} deletes: nothing is counted anew, and nothing is missing. */
    @Test
    void aReportOfDaysThatAreKeptIsTheSameOnceThoseBeforeAreDeleted() {
        var random = new Random(9);
        new World(random).write();
        close(24 * 40);
        var from = START.plus(Duration.ofDays(9));
        var period = new Period(from, START.plus(Duration.ofDays(20)));
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

        assertThat(db.<Integer>inTransaction(tx -> tx.dsl().fetchCount(MENU_RECOUNT))).isZero();
        assertThat(after.keySet()).isEqualTo(before.keySet()).isNotEmpty();
        before.forEach((arm, sums) -> same(requireNonNull(after.get(arm)), sums));
    }

    /** Whoever is left is a customer, also where the call before is not. Days without calls go. */
    @ParameterizedTest
    @ValueSource(longs = {9, 23})
    void aReportThatBeginsBeforeWhatIsKeptCountsAllWhoAreLeft(long seed) {
        var random = new Random(seed);
        new World(random).write();
        close(24 * 40);
        var period = new Period(START, START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));
        customersAreThoseOfTheRows(period, at);

        db.runInTransaction(tx -> tx.dsl().execute("truncate menu_recount"));
        for (var day = 3; day <= 12; day += 3) {
            retain(day, "contact_id::text < '8'");
            customersAreThoseOfTheRows(period, at);
            retain(day, "true");
            customersAreThoseOfTheRows(period, at);
            close(24 * 40);
            assertThat(firstDay()).isEqualTo(START.plus(Duration.ofDays(day)));
            customersAreThoseOfTheRows(period, at);
        }
        var changed = sumsOfDays();
        db.runInTransaction(tx -> tx.dsl().fetch("select forget_menu_days()"));
        close(24 * 40);
        assertThat(changed).hasSizeGreaterThan(50).isEqualTo(sumsOfDays());

        retain(40, "true");
        close(24 * 40);
        assertThat(summedDays()).isZero();
        assertThat(sumsOfDays()).isEmpty();
    }

    /** As {@code contact.retention} does, in any order. */
    private static void retain(int day, String which) {
        db.runInTransaction(tx -> {
            tx.dsl().fetch("select set_config('recaller.retention', 'on', true)");
            tx.dsl()
                    .execute(
                            "delete from contact_key where started_at < ?::timestamptz and "
                                    + which,
                            START.plus(Duration.ofDays(day)).toString());
        });
    }

    private static Instant firstDay() {
        return db.inTransaction(tx ->
                tx.dsl().fetchSingle("select min(start_at) from menu_day").get(0, Instant.class));
    }

    private static void customersAreThoseOfTheRows(Period period, Instant at) {
        db.runInTransaction(tx -> {
            var material = MaterialRows.read(tx, period, at);
            for (var buckets : List.of(7, 50)) {
                var counted = new MenuSums(0, buckets).read(tx, period, at);
                assertThat(customers(counted.sizes())).isEqualTo(customers(Tally.sizes(material)));
                var arms = new HashMap<String, Integer>();
                Tally.sums(material).forEach((arm, sums) -> arms.put(arm, sums.customers()));
                counted.arms()
                        .forEach((arm, sums) ->
                                assertThat(sums.customers()).as(arm).isEqualTo(arms.get(arm)));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 50})
    void manyCustomersAreAFewBucketsOfTheSameSums(int buckets) {
        var world = new World(new Random(9));
        world.write();
        var period = new Period(START, START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));

        bucketsAreTheSame(buckets, period, at);
        close(24 * 40);
        bucketsAreTheSame(buckets, period, at);
        for (var i = 0; i < 40; i++) {
            world.change();
        }
        bucketsAreTheSame(buckets, period, at);
        close(24 * 40);
        assertThat(summedDays()).isEqualTo(33);
        bucketsAreTheSame(buckets, period, at);
        bucketsAreTheSame(buckets, period, period.to().minus(Duration.ofDays(3)));
    }

    /** Whatever was changed: the sums of days are what counting their menus again gives. */
    @Test
    void changesOfSummedDaysAddUp() {
        var world = new World(new Random(15));
        world.write();
        close(24 * 40);
        for (var i = 0; i < 80; i++) {
            world.change();
            if (i % 20 == 0) {
                close(24 * 40);
            }
        }
        close(24 * 40);
        var changed = sumsOfDays();

        db.runInTransaction(tx -> tx.dsl().fetch("select forget_menu_days()"));
        close(24 * 40);

        assertThat(changed).hasSizeGreaterThan(50).isEqualTo(sumsOfDays());
    }

    /** As the first start of a version with sums of days finds them: reports are right at once. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void menusThatAnOlderVersionCountedAreFilledADayAtATime(long seed) {
        var random = new Random(seed);
        var world = new World(random);
        world.write();
        close(24 * 17);
        var filled = kept();
        db.runInTransaction(tx -> {
            tx.dsl().fetch("select forget_menu_days()");
            tx.dsl()
                    .execute(
                            "update menu_visit set adaptive = false, same_before_at = null,"
                                    + " adaptive_before_at = null");
            tx.dsl()
                    .execute(
                            "insert into menu_visit_unfilled (from_at, until_at) select"
                                    + " min(started_at), max(started_at) + interval '1 second'"
                                    + " from menu_visit");
        });
        assertThat(kept()).isNotEqualTo(filled);
        for (var round = 0; round < 6; round++) {
            assertThat(sameAsMemory(random)).as("arms, round %d", round).isNotNegative();
            db.runInTransaction(tx -> tx.dsl().fetch("select fill_menu_visits()"));
        }
        close(24 * 17);

        assertThat(kept()).isEqualTo(filled);
        assertThat(summedDays()).isEqualTo(10);
        for (var i = 0; i < 12; i++) {
            world.change();
        }
        assertThat(sameAsMemory(random)).as("arms, filled and changed").isNotNegative();
    }

    /** Clocks go back on 27 October there; afterwards the server is started in another zone. */
    @Test
    void daysAreThoseOfTheZoneThatTheServerHas() {
        new World(new Random(17)).write();
        var berlin = ZoneId.of("Europe/Berlin");
        close(24 * 40, berlin);
        var there = LocalDate.of(2024, 10, 7).atStartOfDay(berlin);

        assertThat(hoursOfDays()).hasSize(33).containsOnlyOnce(25L).contains(24L);
        daysAreTheSame(there.toInstant(), there.plusDays(20).toInstant());
        daysAreTheSame(there.plusDays(20).toInstant(), there.plusDays(21).toInstant());

        close(24 * 40);

        assertThat(hoursOfDays()).hasSize(33).containsOnly(24L);
        daysAreTheSame(START, START.plus(Duration.ofDays(21)));
        daysAreTheSame(there.toInstant(), there.plusDays(21).toInstant());
    }

    private static void daysAreTheSame(Instant from, Instant to) {
        bucketsAreTheSame(1, new Period(from, to), to.plus(Duration.ofDays(9)));
        bucketsAreTheSame(50, new Period(from, to), to.plus(Duration.ofDays(9)));
    }

    private static List<Long> hoursOfDays() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(MENU_DAY)
                        .fetch(day ->
                                Duration.between(day.getStartAt(), day.getEndAt()).toHours()));
    }

    /**
     * A menu's first hours may all be in the flow's own order, the arm switched off or too late:
     * whoever heard it then has heard a menu that a policy may order, too.
     */
    @Test
    void aMenuThatAPolicyOrdersOnlyLaterCountsFromTheBeginning() {
        var random = new Random(19);
        new World(random).write();
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "update menu_impression set policy = 'designed' where spoken_at <"
                                        + " ?::timestamptz",
                                START.plus(Duration.ofDays(3)).toString()));
        var period = new Period(START, START.plus(Duration.ofDays(5)));
        var at = period.to().plus(Duration.ofDays(9));

        close(24 * 40);
        for (var again = 0; again < 2; again++) {
            db.runInTransaction(tx -> {
                var expected = Tally.sizes(MaterialRows.read(tx, period, at));
                var sizes = new MenuSums(0, 50).read(tx, period, at).sizes();
                assertThat(customers(sizes)).isNotEmpty().isEqualTo(customers(expected));
            });
            close(24 * 40);
        }
        assertThat(db.<Integer>inTransaction(tx -> tx.dsl().fetchCount(MENU_RECOUNT))).isZero();
    }

    private static Map<String, Integer> customers(Map<String, SampleRatio.Size> sizes) {
        var customers = new HashMap<String, Integer>();
        sizes.forEach((arm, size) -> customers.put(arm, size.customers()));
        return customers;
    }

    /** Most have none, and retention deletes hundreds of thousands in a night. */
    @Test
    void deletingContactsWithoutMenusReadsNoDay() {
        new World(new Random(9)).write();
        close(24 * 40);

        var read =
                db.<Long>inTransaction(tx -> {
                    var before = daysRead(tx);
                    var deleted =
                            tx.dsl()
                                    .execute(
                                            "delete from contact_key where contact_id not in"
                                                    + " (select contact_id from menu_visit)");
                    assertThat(deleted).isGreaterThan(20);
                    return daysRead(tx) - before;
                });

        assertThat(read).isZero();
    }

    private static long daysRead(Tx tx) {
        return tx.dsl()
                .fetchSingle(
                        "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from"
                                + " pg_stat_xact_user_tables where relname = 'menu_day'")
                .get(0, Long.class);
    }

    private static List<String> sumsOfDays() {
        return db.inTransaction(tx -> {
            tx.dsl().fetch("select compact_menu_day(start_at) from menu_day");
            var sums = new ArrayList<String>();
            tx.dsl()
                    .fetch(
                            "select d::text from menu_day_sum d union all"
                                    + " select d::text from menu_day_customer d order by 1")
                    .forEach(row -> sums.add(row.get(0, String.class)));
            return sums;
        });
    }

    private static int summedDays() {
        return db.inTransaction(tx -> tx.dsl().fetchCount(MENU_DAY));
    }

    private static void bucketsAreTheSame(int buckets, Period period, Instant at) {
        db.runInTransaction(tx -> {
            var single = new MenuSums().read(tx, period, at).arms();
            var many = new MenuSums(0, buckets).read(tx, period, at).arms();

            assertThat(many.keySet()).isEqualTo(single.keySet());
            single.forEach((arm, sums) -> {
                var bucketed = requireNonNull(many.get(arm));
                assertThat(bucketed.units().customers()).isLessThanOrEqualTo(buckets);
                assertThat(bucketed.customers()).isEqualTo(sums.customers());
                assertThat(bucketed.calls()).isEqualTo(sums.calls());
                assertThat(bucketed.units().total())
                        .containsExactly(sums.units().total(), within(1e-6));
            });
        });
    }

    /** However the rows lie and are read: the buckets come in one order. */
    @Test
    void theSameRowsGiveTheSameBucketsInTheSameOrder() {
        new World(new Random(9)).write();
        var period = new Period(START, START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));

        var hashed = buckets(period, at, "set local enable_sort = off");
        var sorted = buckets(period, at, "set local enable_hashagg = off");

        assertThat(sorted.keySet()).isEqualTo(hashed.keySet());
        sorted.forEach((arm, sums) -> same(sums, requireNonNull(hashed.get(arm))));
    }

    private static SortedMap<String, ArmSums> buckets(Period period, Instant at, String plan) {
        return db.inTransaction(tx -> {
            tx.dsl().execute(plan);
            return new MenuSums(0, 7).read(tx, period, at).arms();
        });
    }

    /** Unit by unit, so that the intervals are the same too. */
    private static void same(ArmSums counted, ArmSums expected) {
        assertThat(counted.customers()).isEqualTo(expected.customers());
        assertThat(counted.calls()).isEqualTo(expected.calls());
        assertThat(counted.units().customers()).isEqualTo(expected.units().customers());
        for (var customer = 0; customer < expected.units().customers(); customer++) {
            var one = new double[Clusters.WIDTH];
            var other = new double[Clusters.WIDTH];
            counted.units().addTo(one, customer, 1);
            expected.units().addTo(other, customer, 1);
            assertThat(one).containsExactly(other, within(1e-9));
        }
    }

    /** Customers who merged, calls and chats, menus read again, offers, late and missing values. */
    private static final class World {
        private final Random random;
        private final List<UUID> customers = new ArrayList<>();
        private final List<UUID> contacts = new ArrayList<>();
        private Optional<Tx> whole = Optional.empty();

        World(Random random) {
            this.random = random;
        }

        /** All at once. */
        void write() {
            db.runInTransaction(tx -> {
                whole = Optional.of(tx);
                writeAll();
                whole = Optional.empty();
            });
        }

        private void writeAll() {
            run("truncate customer, contact_key, flow_version, arm_share, topic cascade");
            run(EMPTY);
            run("insert into topic (id) values ('billing'), ('billing.tv'), ('outage')");
            run("insert into flow_version (sha256, flow, yaml) values (repeat('a', 64), 'f', 'y')");
            run(
                    "insert into arm_share values (?::timestamptz, 'control', 0.3),"
                            + " (?::timestamptz, 'recaller', 0.7)",
                    at(-900),
                    at(-900));
            run(
                    "insert into arm_share values (?::timestamptz, 'control', 0.1),"
                            + " (?::timestamptz, 'order', 0.9)",
                    at(100),
                    at(100));
            for (var i = 0; i < 40; i++) {
                customer();
            }
            for (var i = 0; i < 600; i++) {
                contact(i);
            }
        }

        /** Something that an operator, another system, an agent or retention does. */
        void change() {
            switch (random.nextInt(13)) {
                case 0 -> contact(contacts.size());
                case 1 -> run("delete from contact_key where contact_id = ?", any(contacts));
                case 2 ->
                        run(
                                "update contact set topic = ?, topic_source = 'given' where id = ?",
                                random.nextBoolean() ? "billing" : "outage",
                                any(contacts));
                case 3 ->
                        run(
                                "update contact set end_result = ? where id = ?",
                                random.nextBoolean() ? "served" : "self-served",
                                any(contacts));
                case 4 ->
                        run(
                                "update contact set customer_id = (select id from customer where id"
                                        + " = ?) where id = ?",
                                any(customers),
                                any(contacts));
                case 5 ->
                        run(
                                "update contact set nature = ?, direction = ? where id = ?",
                                random.nextBoolean() ? "interaction" : "activity",
                                random.nextBoolean() ? "inbound" : "outbound",
                                any(contacts));
                case 6 ->
                        run(
                                "update menu_impression set outcome = ?, heard_seconds = ? where"
                                        + " contact_id = ?",
                                any(OUTCOMES),
                                random.nextInt(300) / 10.0,
                                any(contacts));
                case 7 -> run("delete from menu_impression where contact_id = ?", any(contacts));
                case 8 ->
                        db.runInTransaction(tx ->
                                tx.dsl()
                                        .fetch(
                                                "select started_at from contact where id = ?",
                                                contacts.getLast())
                                        .forEach(row ->
                                                impression(
                                                        contacts.getLast(),
                                                        row.get(0, Instant.class).plusSeconds(9))));
                case 9 -> {
                    var into = random.nextInt(customers.size() - 1);
                    var who = into + 1 + random.nextInt(customers.size() - 1 - into);
                    run(
                            "update customer set merged_into = (select id from customer where id ="
                                    + " ?) where id = ?",
                            customers.get(into),
                            customers.get(who));
                }
                case 10 ->
                        run(
                                random.nextBoolean()
                                        ? "update customer set merged_into = null where id = ?"
                                        : "update customer set policy = 'order', control_arm ="
                                                + " false where id = ?",
                                any(customers));
                case 11 ->
                        run(
                                "update customer set policy_drawn_at = ?::timestamptz where id = ?"
                                        + " and policy is not null",
                                at(random.nextInt(300)),
                                any(customers));
                default ->
                        run(
                                "delete from customer c where c.id = ? and not exists (select from"
                                        + " customer m where m.merged_into = c.id)",
                                any(customers));
            }
        }

        private void customer() {
            var id = new UUID(random.nextLong(), random.nextLong());
            var policy = random.nextInt(8) == 0 ? null : POLICIES.get(random.nextInt(3));
            run(
                    "insert into customer (id, merged_into, control_arm, policy, policy_drawn_at)"
                            + " values (?, ?, ?, ?, ?::timestamptz)",
                    id,
                    !customers.isEmpty() && random.nextInt(5) == 0 ? any(customers) : null,
                    policy == null ? null : policy.equals("control"),
                    policy,
                    policy == null || random.nextInt(6) == 0 ? null : at(random.nextInt(300)));
            customers.add(id);
        }

        private void contact(int number) {
            var id = new UUID(random.nextLong(), random.nextLong());
            var hour = random.nextInt(24 * 21);
            var topic =
                    random.nextInt(3) == 0 ? null : random.nextBoolean() ? "billing.tv" : "outage";
            run(
                    "insert into contact (id, started_at, source, external_id, nature, channel,"
                            + " direction, customer_id, topic, topic_source, end_result) values (?,"
                            + " ?::timestamptz, 's', ?, ?, 'phone', ?, ?, ?, ?, ?)",
                    id,
                    at(hour),
                    "" + number,
                    random.nextInt(9) == 0 ? "activity" : "interaction",
                    random.nextInt(9) == 0 ? "outbound" : "inbound",
                    random.nextInt(12) == 0 ? null : aCustomer(),
                    topic,
                    topic == null ? null : "task",
                    List.of("served", "abandoned", "self-served").get(random.nextInt(3)));
            contacts.add(id);
            for (var i = random.nextInt(5); i > 0; i--) {
                impression(id, START.plus(Duration.ofHours(hour)).plusSeconds(random.nextInt(20)));
            }
        }

        private void impression(UUID contact, Instant spoken) {
            var offer = random.nextInt(3) == 0;
            run(
                    "insert into menu_impression (id, contact_id, flow_sha, node, layout, policy,"
                            + " offer, offer_detail, spoken_at, heard_seconds, outcome) values (?,"
                            + " ?, repeat('a', 64), ?, ?::jsonb, ?, ?, ?::jsonb, ?::timestamptz, ?,"
                            + " ?)",
                    new UUID(random.nextLong(), random.nextLong()),
                    contact,
                    random.nextInt(4) == 0 ? "sub" : "main",
                    random.nextInt(9) == 0
                            ? "[]"
                            : "[{\"option\": \"o%d\"}]".formatted(random.nextInt(3)),
                    POLICIES.get(random.nextInt(4)),
                    offer ? "o" : null,
                    offer && random.nextBoolean() ? "{\"topics\": [\"billing\"]}" : null,
                    spoken.toString(),
                    random.nextInt(10) == 0 ? null : random.nextInt(300) / 10.0,
                    random.nextInt(10) == 0 ? null : any(OUTCOMES));
        }

        /** One who is not erased. */
        private UUID aCustomer() {
            var any = any(customers);
            return whole.isPresent()
                            || db.inTransaction(
                                    tx -> tx.dsl().fetchExists(CUSTOMER, CUSTOMER.ID.eq(any)))
                    ? any
                    : aCustomer();
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        private static String at(int hour) {
            return START.plus(Duration.ofHours(hour)).toString();
        }

        private void run(String statement, @Nullable Object... values) {
            whole.ifPresentOrElse(
                    tx -> tx.dsl().execute(statement, values),
                    () -> db.runInTransaction(tx -> tx.dsl().execute(statement, values)));
        }
    }
}
