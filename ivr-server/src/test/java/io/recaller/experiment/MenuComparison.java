package io.recaller.experiment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the database counts, held against what counting the rows in memory gives. */
record MenuComparison(Database db) {
    /** Asked of a period, as of when; how many arms there were. */
    int sameAsMemory(Random random) {
        var hours = random.nextBoolean() ? random.nextInt(72) : 24 * random.nextInt(8);
        var from = MenuDatabase.START.plus(Duration.ofHours(hours));
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

    void customersAreThoseOfTheRows(Period period, Instant at) {
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

    static Map<String, Integer> customers(Map<String, SampleRatio.Size> sizes) {
        var customers = new HashMap<String, Integer>();
        sizes.forEach((arm, size) -> customers.put(arm, size.customers()));
        return customers;
    }

    void bucketsAreTheSame(int buckets, Period period, Instant at) {
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

    /** Unit by unit, so that the intervals are the same too. */
    static void same(ArmSums counted, ArmSums expected) {
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
}
