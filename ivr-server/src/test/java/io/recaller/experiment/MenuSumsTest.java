package io.recaller.experiment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    private static final Instant START = Instant.parse("2026-10-05T00:00:00Z");
    private static final List<String> OUTCOMES =
            List.of("chosen", "offer_taken", "person", "no_match", "no_input", "hung_up");
    private static final List<String> POLICIES =
            List.of("control", "recaller", "order", "designed");
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
        var from = START.plus(Duration.ofHours(random.nextInt(72)));
        var period = new Period(from, from.plus(Duration.ofDays(1 + random.nextInt(12))));
        var at = period.to().plus(Duration.ofHours(random.nextInt(300)));

        db.runInTransaction(tx -> {
            var material = MaterialRows.read(tx, period, at);
            var expected = Tally.sums(material);
            var counted = new MenuSums().read(tx, period, at);

            assertThat(expected).isNotEmpty();
            assertThat(counted.keySet()).isEqualTo(expected.keySet());
            expected.forEach((arm, sums) -> same(requireNonNull(counted.get(arm)), sums));
            var sizes = Tally.sizes(material);
            var found = ArmSizes.read(tx, period);
            assertThat(found.keySet()).isEqualTo(sizes.keySet());
            sizes.forEach((arm, size) -> {
                var other = requireNonNull(found.get(arm));
                assertThat(other.customers()).isEqualTo(size.customers());
                assertThat(other.expected()).isCloseTo(size.expected(), within(1e-6));
            });
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50})
    void manyCustomersAreAFewBucketsOfTheSameSums(int buckets) {
        new World(new Random(9)).write();
        var period = new Period(START, START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));

        db.runInTransaction(tx -> {
            var single = new MenuSums().read(tx, period, at);
            var many = new MenuSums(0, buckets).read(tx, period, at);

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
            return new MenuSums(0, 7).read(tx, period, at);
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

        World(Random random) {
            this.random = random;
        }

        void write() {
            run("truncate customer, contact_key, flow_version, arm_share, topic cascade");
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
                    random.nextInt(12) == 0 ? null : any(customers),
                    topic,
                    topic == null ? null : "task",
                    List.of("served", "abandoned", "self-served").get(random.nextInt(3)));
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

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        private static String at(int hour) {
            return START.plus(Duration.ofHours(hour)).toString();
        }

        private static void run(String statement, @Nullable Object... values) {
            db.runInTransaction(tx -> tx.dsl().execute(statement, values));
        }
    }
}
