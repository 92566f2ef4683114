package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_SUMS;
import static io.recaller.db.generated.Tables.MENU_SUMS_BY_CUSTOMER;

import io.recaller.contact.Ended;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.MenuSumsByCustomerRecord;
import io.recaller.db.generated.tables.records.MenuSumsRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

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
    static final String[] WITH_A_PERSON = {
        Ended.Result.SERVED.slug(),
        Ended.Result.ABANDONED.slug(),
        Ended.Result.RING_GROUP.slug(),
        Ended.Result.TURNED_AWAY.slug(),
        Ended.Result.NOT_REACHED.slug(),
        Ended.Result.SUPERSEDED.slug()
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

    /**
     * What was counted.
     *
     * @param arms of which a customer heard a menu in the arm's order
     * @param sizes of each arm, of whoever heard a menu that a policy may order
     */
    record Counted(SortedMap<String, ArmSums> arms, Map<String, SampleRatio.Size> sizes) {}

    /** As of {@code at}: what began later does not count. */
    Counted read(Tx tx, Period period, Instant at) {
        var closed = MenuCounting.closed(tx).orElse(Instant.EPOCH);
        var from = period.from();
        var to = period.to();
        var rows = tx.dsl().fetch(MENU_SUMS.call(from, to, at, closed, WITH_A_PERSON, buckets));
        var units =
                rows.stream()
                        .filter(row -> row.getBucket() != null)
                        .collect(Collectors.groupingBy(MenuSumsRecord::getArm));
        var arms = new TreeMap<String, ArmSums>();
        var customers = new HashMap<String, Integer>();
        rows.stream()
                .filter(row -> row.getBucket() == null && row.getSharesSince() == null)
                .forEach(row -> customers.put(row.getArm(), Math.toIntExact(row.getCustomers())));
        units.forEach((arm, found) -> arms.put(arm, byBucket(found, customers)));
        var few = few(arms);
        if (few.length > 0) {
            tx
                    .dsl()
                    .fetch(MENU_SUMS_BY_CUSTOMER.call(from, to, at, closed, WITH_A_PERSON, few))
                    .stream()
                    .collect(Collectors.groupingBy(MenuSumsByCustomerRecord::getArm))
                    .forEach((arm, found) -> arms.put(arm, byCustomer(found)));
        }
        var sizes = rows.stream().filter(row -> row.getSharesSince() != null).toList();
        return new Counted(arms, ArmSizes.of(ArmShares.read(tx), sizes));
    }

    /** The menus alone, without what came of the calls: a part of the work. */
    Counted menus(Tx tx, Period period) {
        return read(tx, period, period.from());
    }

    private String[] few(Map<String, ArmSums> arms) {
        return arms.entrySet().stream()
                .filter(arm -> arm.getValue().customers() <= mostSingle)
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    private static ArmSums byBucket(List<MenuSumsRecord> found, Map<String, Integer> customers) {
        var sums = new TreeMap<Integer, Double[]>();
        found.forEach(row -> sums.put(row.getBucket(), row.getSums()));
        return new ArmSums(
                customers.getOrDefault(found.getFirst().getArm(), 0),
                found.stream().mapToInt(row -> Math.toIntExact(row.getCalls())).sum(),
                clusters(sums));
    }

    private static ArmSums byCustomer(List<MenuSumsByCustomerRecord> found) {
        var sums = new TreeMap<UUID, Double[]>();
        found.forEach(row -> sums.put(row.getCustomer(), row.getSums()));
        return new ArmSums(
                found.size(),
                found.stream().mapToInt(row -> Math.toIntExact(row.getCalls())).sum(),
                clusters(sums));
    }

    /** In one order, so that the same rows give the same intervals. */
    private static Clusters clusters(SortedMap<?, Double[]> units) {
        var clusters = new Clusters();
        for (var unit : units.values()) {
            clusters.begin();
            for (var metric : Metric.values()) {
                var column = Clusters.column(metric);
                clusters.add(metric, unit[column], unit[column + 1]);
            }
        }
        return clusters;
    }
}
