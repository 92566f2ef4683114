package io.recaller.experiment;

import io.recaller.customer.Arms;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.experiment.MenuReport.Arm;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes reports: the database counts, what comes here is bounded. Any thread; blocks, for millions
 * of contacts some seconds.
 */
public final class MenuReports {
    /** A year. */
    public static final int MOST_DAYS = 366;

    private static final Duration LONGEST = Duration.ofMinutes(5);

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
        return database.inLongTransaction(LONGEST, tx -> of(tx, period));
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

    private MenuReport of(Tx tx, Period period) {
        var now = clock.instant();
        return report(tx, period, now, new MenuSums().read(tx, period, now));
    }

    /** Tells of the menus alone, not what came of the calls: a part of the work. */
    MenuReport ofMenus(Tx tx, Period period) {
        return report(tx, period, clock.instant(), new MenuSums().menus(tx, period));
    }

    private MenuReport report(Tx tx, Period period, Instant now, MenuSums.Counted counted) {
        return new MenuReport(
                period,
                now,
                leastCustomers,
                arms(counted.arms()),
                SampleRatio.of(counted.sizes()),
                new TreeMap<>(PolicySwitches.newest(tx)));
    }

    static List<Arm> arms(Map<String, ArmSums> sums) {
        var drawn = new HashMap<String, Bootstrap>();
        sums.forEach((policy, arm) -> drawn.put(policy, Bootstrap.of(arm.units(), seed(policy))));
        var control = Optional.ofNullable(drawn.get(Arms.CONTROL));
        return sums.entrySet().stream()
                .map(arm ->
                        arm(
                                arm.getKey(),
                                arm.getValue(),
                                Objects.requireNonNull(drawn.get(arm.getKey())),
                                control))
                .sorted(
                        Comparator.comparing((Arm arm) -> !arm.isControl())
                                .thenComparing(Arm::policy))
                .toList();
    }

    private static Arm arm(
            String policy, ArmSums sums, Bootstrap drawn, Optional<Bootstrap> control) {
        return new Arm(
                policy,
                sums.customers(),
                sums.calls(),
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
