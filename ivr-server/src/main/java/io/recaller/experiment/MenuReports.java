package io.recaller.experiment;

import io.recaller.customer.Arms;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.experiment.MenuReport.Arm;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes reports from the rows. Any thread; blocks, for a large period some seconds. */
public final class MenuReports {
    /** A year: what is read is kept in memory while it is counted. */
    public static final int MOST_DAYS = 366;

    private final Database database;
    private final InstantSource clock;
    private final int leastCustomers;

    /**
     * Over one database.
     *
     * @param leastCustomers with fewer in an arm it is too early to tell; above zero
     */
    public MenuReports(Database database, InstantSource clock, int leastCustomers) {
        this.database = database;
        this.clock = clock;
        this.leastCustomers = leastCustomers;
    }

    public MenuReport of(Period period) {
        return database.inTransaction(tx -> of(tx, period));
    }

    /**
     * Of whole days.
     *
     * @param first empty: six days before the last one
     * @param last included; empty: today
     * @throws IllegalArgumentException when the last day is before the first, or they are more than
     *     {@value #MOST_DAYS} days
     */
    public MenuReport ofDays(Optional<LocalDate> first, Optional<LocalDate> last, ZoneId zone) {
        var to = last.orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        var from = first.orElseGet(() -> to.minusDays(6));
        var days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < 1) {
            throw new IllegalArgumentException(
                    "the last day " + to + " is before the first " + from);
        }
        if (days > MOST_DAYS) {
            throw new IllegalArgumentException(
                    days + " days are too many; report at most " + MOST_DAYS);
        }
        return of(Period.ofDays(from, to, zone));
    }

    MenuReport of(Tx tx, Period period) {
        var now = clock.instant();
        var material = MaterialRows.read(tx, period, now);
        return new MenuReport(
                period,
                now,
                leastCustomers,
                arms(material),
                SampleRatio.of(Tally.sizes(material)),
                new TreeMap<>(PolicySwitches.newest(tx)));
    }

    static List<Arm> arms(Material material) {
        var tallies = Tally.of(material);
        var drawn = new HashMap<String, Bootstrap>();
        tallies.forEach(
                (policy, tally) -> drawn.put(policy, Bootstrap.of(tally.sums(), seed(policy))));
        var control = Optional.ofNullable(drawn.get(Arms.CONTROL));
        return drawn.entrySet().stream()
                .map(arm -> {
                    var tally = tallies.getOrDefault(arm.getKey(), new Tally.Arm());
                    return arm(arm.getKey(), tally, arm.getValue(), control);
                })
                .sorted(
                        Comparator.comparing((Arm arm) -> !arm.isControl())
                                .thenComparing(Arm::policy))
                .toList();
    }

    private static Arm arm(
            String policy, Tally.Arm tally, Bootstrap drawn, Optional<Bootstrap> control) {
        return new Arm(
                policy,
                tally.sums().customers(),
                tally.calls(),
                each(drawn::estimate),
                policy.equals(Arms.CONTROL) || control.isEmpty()
                        ? Map.of()
                        : each(metric -> drawn.minus(control.get(), metric)));
    }

    private static Map<Metric, Estimate> each(Function<Metric, Optional<Estimate>> estimate) {
        var each = new EnumMap<Metric, Estimate>(Metric.class);
        for (var metric : Metric.values()) {
            estimate.apply(metric).ifPresent(value -> each.put(metric, value));
        }
        return each;
    }

    /** Far enough apart that no two arms share a draw's seed. */
    private static long seed(String policy) {
        return (long) policy.hashCode() << 32;
    }
}
