package io.recaller.experiment;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.experiment.MenuReport.Arm;
import io.recaller.menu.planner.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches a policy off whose customers surely take longer to their option than the control group.
 * Every server runs it; one of them looks. Belongs to one thread.
 */
public final class FallBack {
    /** The policies that can be switched off: the others are the designer's order themselves. */
    public static final List<Policy> JUDGED =
            List.of(Policy.POPULARITY, Policy.ORDER, Policy.RECALLER);

    private static final Logger LOG = LoggerFactory.getLogger(FallBack.class);

    /** How far back it looks, at most: a policy switched on again is judged afresh. */
    private static final Duration WINDOW = Duration.ofDays(28);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final MenuLooks looks = new MenuLooks();
    private final Database database;
    private final MenuReports reports;
    private final PolicySwitches switches;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Duration longest;
    private final Map<Policy, Verdict> told = new EnumMap<>(Policy.class);

    public FallBack(
            Database database,
            MenuReports reports,
            PolicySwitches switches,
            MeterRegistry meters,
            InstantSource clock) {
        this(database, reports, switches, meters, clock, LONGEST);
    }

    /**
     * As usual, with another bound.
     *
     * @param longest of each statement of a look
     */
    FallBack(
            Database database,
            MenuReports reports,
            PolicySwitches switches,
            MeterRegistry meters,
            InstantSource clock,
            Duration longest) {
        this.database = database;
        this.reports = reports;
        this.switches = switches;
        this.meters = meters;
        this.clock = clock;
        this.longest = longest;
        JUDGED.forEach(policy -> switchedOff(policy, 0));
    }

    /**
     * Looks, when something new can be known and no server looked lately. Call it every few
     * minutes; blocks, for millions of contacts some seconds.
     */
    public void check() {
        var due = database.<Boolean>inTransaction(tx -> looks.isDue(tx, clock.instant()));
        if (!due) {
            return;
        }
        var decided = judge();
        if (!decided.isEmpty()) {
            switches.refresh();
        }
        decided.forEach(this::tell);
    }

    /** A look that failed is followed by a pause too: its load would be there again at once. */
    private List<PolicySwitch> judge() {
        var began = System.nanoTime();
        try {
            return database.inLongTransaction(longest, this::judge);
        } catch (RuntimeException failure) {
            var took = Duration.ofNanos(System.nanoTime() - began);
            try {
                database.runInTransaction(tx -> looks.failed(tx, clock.instant(), took));
            } catch (RuntimeException away) {
                failure.addSuppressed(away);
            }
            throw failure;
        }
    }

    private List<PolicySwitch> judge(Tx tx) {
        var decided = new ArrayList<PolicySwitch>();
        var now = clock.instant();
        if (isFirst(tx) && looks.isDue(tx, now)) {
            var began = System.nanoTime();
            var last = PolicySwitches.newest(tx);
            var read = new HashMap<Instant, MenuReport>();
            for (var policy : JUDGED) {
                judge(tx, policy, Optional.ofNullable(last.get(policy)), read)
                        .ifPresent(decided::add);
            }
            looks.looked(tx, now, Duration.ofNanos(System.nanoTime() - began));
        }
        return decided;
    }

    private static boolean isFirst(Tx tx) {
        var lock =
                DSL.field("pg_try_advisory_xact_lock(hashtext('menu fall-back'))", Boolean.class);
        return Boolean.TRUE.equals(tx.dsl().select(lock).fetchSingle().value1());
    }

    /** Most policies have been on for long: one report serves them all. */
    private Optional<PolicySwitch> judge(
            Tx tx, Policy policy, Optional<PolicySwitch> last, Map<Instant, MenuReport> read) {
        if (last.filter(before -> !before.on()).isPresent()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var report =
                read.computeIfAbsent(
                        from(now, last), from -> reports.ofMenus(tx, new Period(from, now)));
        var decision = report.arm(policy).flatMap(arm -> decide(report, policy, arm));
        decision.ifPresent(off -> switches.insert(tx, off));
        return decision;
    }

    private static Instant from(Instant now, Optional<PolicySwitch> last) {
        var earliest = now.minus(WINDOW);
        return last.map(PolicySwitch::at)
                .filter(at -> at.isAfter(earliest) && at.isBefore(now))
                .orElse(earliest);
    }

    private Optional<PolicySwitch> decide(MenuReport report, Policy policy, Arm arm) {
        var verdict = report.verdict(arm);
        if (verdict != told.put(policy, verdict)) {
            LOG.atDebug()
                    .addKeyValue("policy", policy.slug())
                    .addKeyValue("verdict", verdict.slug())
                    .addKeyValue("customers", arm.customers())
                    .log("menu policy judged");
        }
        if (verdict != Verdict.WORSE) {
            return Optional.empty();
        }
        return arm.difference(Metric.SECONDS_TO_OPTION)
                .map(difference ->
                        new PolicySwitch(
                                policy,
                                false,
                                report.at(),
                                false,
                                ReportWords.switchedOff(difference, arm.customers()),
                                Optional.of(
                                        new PolicySwitch.Figures(difference, arm.customers()))));
    }

    private void tell(PolicySwitch decision) {
        switchedOff(decision.policy(), 1);
        decision.figures().ifPresent(figures -> warn(decision, figures));
    }

    private static void warn(PolicySwitch decision, PolicySwitch.Figures figures) {
        LOG.atWarn()
                .addKeyValue("policy", decision.policy().slug())
                .addKeyValue("differenceSeconds", figures.difference().value())
                .addKeyValue("lowSeconds", figures.difference().low())
                .addKeyValue("highSeconds", figures.difference().high())
                .addKeyValue("customers", figures.customers())
                .log("menu policy switched off: callers reach their option later with it");
    }

    private void switchedOff(Policy policy, int times) {
        meters.counter("recaller.menu.policy.switched_off", "policy", policy.slug())
                .increment(times);
    }
}
