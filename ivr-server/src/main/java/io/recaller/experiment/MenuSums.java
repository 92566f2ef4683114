package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_SUMS;

import io.recaller.contact.Ended;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.MenuSumsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sums by arm and customer, counted by the database: what comes from there is bounded. Of an arm
 * with more customers than {@value #MOST_SINGLE} come the sums of fixed random buckets of them:
 * drawing buckets tells how sure a mean is as well as drawing customers does, because each bucket
 * is a sample of all (Kohavi, Tang and Xu 2020, "Trustworthy Online Controlled Experiments",
 * chapter 18).
 */
final class MenuSums {
    static final int MOST_SINGLE = 10_000;
    static final int BUCKETS = 2_000;

    /** How a contact ends that was with a person, or on the way to one. */
    private static final String[] WITH_A_PERSON = {
        Ended.Result.SERVED.slug(), Ended.Result.ABANDONED.slug(), Ended.Result.RING_GROUP.slug()
    };

    private final long mostSingle;
    private final int buckets;

    /** With other bounds than usual. */
    MenuSums(long mostSingle, int buckets) {
        this.mostSingle = mostSingle;
        this.buckets = buckets;
    }

    MenuSums() {
        this(MOST_SINGLE, BUCKETS);
    }

    /** As of {@code at}: what began later does not count. */
    SortedMap<String, ArmSums> read(Tx tx, Period period, Instant at) {
        return tx
                .dsl()
                .fetch(
                        MENU_SUMS.call(
                                period.from(), period.to(), at, WITH_A_PERSON, mostSingle, buckets))
                .stream()
                .map(MenuSums::unit)
                .collect(Collectors.groupingBy(Unit::arm, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                arm -> sums(arm.getValue()),
                                (one, _) -> one,
                                TreeMap::new));
    }

    /** The menus alone, without what came of the calls: a part of the work. */
    SortedMap<String, ArmSums> menus(Tx tx, Period period) {
        return read(tx, period, period.from());
    }

    /**
     * A customer, or a bucket of them.
     *
     * @param customer null: a bucket
     * @param bucket 0: a customer
     */
    private record Unit(
            String arm,
            @Nullable UUID customer,
            int bucket,
            int customers,
            int calls,
            List<Double> sums) {}

    private static Unit unit(MenuSumsRecord row) {
        return new Unit(
                row.getArm(),
                row.getCustomer(),
                Objects.requireNonNullElse(row.getBucket(), 0),
                Math.toIntExact(row.getCustomers()),
                Math.toIntExact(row.getCalls()),
                List.of(row.getSums()));
    }

    /** In one order, so that the same rows give the same intervals. */
    private static ArmSums sums(List<Unit> found) {
        var units = new ArrayList<>(found);
        units.sort(
                Comparator.comparing(
                                Unit::customer, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparingInt(Unit::bucket));
        var clusters = new Clusters();
        for (var unit : units) {
            clusters.begin();
            for (var metric : Metric.values()) {
                var column = Clusters.column(metric);
                clusters.add(metric, unit.sums().get(column), unit.sums().get(column + 1));
            }
        }
        return new ArmSums(
                units.stream().mapToInt(Unit::customers).sum(),
                units.stream().mapToInt(Unit::calls).sum(),
                clusters);
    }
}
