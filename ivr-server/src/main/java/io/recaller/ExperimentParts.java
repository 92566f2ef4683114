package io.recaller;

import io.recaller.experiment.ArmShares;
import io.recaller.experiment.FallBack;
import io.recaller.experiment.MenuCounting;
import io.recaller.experiment.MenuReports;
import io.recaller.experiment.PolicySwitches;
import io.recaller.experiment.ReportJson;
import java.time.LocalDate;
import java.util.Optional;

/** What an operator learns about the menus in use, and the fall-back from a bad policy. */
record ExperimentParts(Foundation ground, PolicySwitches switches, MenuReports reports) {
    /** Makes them, and keeps in the database how customers are drawn from now on. */
    static ExperimentParts of(Foundation ground) {
        var database = ground.stores().database();
        var experiments = ground.settings().experiments();
        var now = ground.clock().instant();
        database.runInTransaction(tx -> ArmShares.keep(tx, experiments.arms(), now));
        var switches = new PolicySwitches(database, ground.stores().ids());
        switches.refresh();
        var reports = new MenuReports(database, ground.clock(), experiments.leastCustomers());
        return new ExperimentParts(ground, switches, reports);
    }

    MenuCounting counting() {
        return new MenuCounting(
                ground.stores().database(), ground.clock(), ground.settings().zone());
    }

    /** Empty when the settings switch it off. */
    Optional<FallBack> fallBack() {
        return ground.settings().experiments().fallBack()
                ? Optional.of(
                        new FallBack(
                                ground.stores().database(),
                                reports,
                                switches,
                                ground.meters(),
                                ground.clock()))
                : Optional.empty();
    }

    String json(Optional<LocalDate> first, Optional<LocalDate> last) {
        var zone = ground.settings().zone();
        return ReportJson.of(reports.ofDays(first, last, zone), zone).toString();
    }
}
