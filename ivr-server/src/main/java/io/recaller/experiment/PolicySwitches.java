package io.recaller.experiment;

import static io.recaller.db.generated.Tables.POLICY_SWITCH;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PolicySwitchRecord;
import io.recaller.menu.planner.Policy;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which policies are switched off. Calls ask memory, which {@link #refresh} renews from the rows;
 * any thread.
 */
public final class PolicySwitches {
    private final Database database;
    private final Supplier<UUID> ids;
    private volatile Set<Policy> off = Set.of();

    /**
     * All on until the first {@link #refresh}.
     *
     * @param ids makes UUIDv7
     */
    public PolicySwitches(Database database, Supplier<UUID> ids) {
        this.database = database;
        this.ids = ids;
    }

    /** The policy itself, or the designer's order where it is switched off. Never blocks. */
    public Policy inForce(Policy policy) {
        return off.contains(policy) ? Policy.DESIGNED : policy;
    }

    /**
     * Looks at the rows again. Call it at start and at least every minute; blocks.
     *
     * @throws io.recaller.db.DatabaseUnavailableException what was known stays in force
     */
    public void refresh() {
        remember(database.inTransaction(PolicySwitches::newest).values());
    }

    private void remember(Collection<PolicySwitch> newest) {
        off =
                newest.stream()
                        .filter(last -> !last.on())
                        .map(PolicySwitch::policy)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** In force on this server at once, on the others within a minute. */
    public void decide(PolicySwitch decision) {
        database.runInTransaction(tx -> insert(tx, decision));
        refresh();
    }

    void insert(Tx tx, PolicySwitch decision) {
        var row = tx.dsl().newRecord(POLICY_SWITCH);
        row.setId(ids.get());
        row.setPolicy(decision.policy().slug());
        row.setSwitchedOn(decision.on());
        row.setSwitchedAt(decision.at());
        row.setSwitchedBy(decision.byOperator() ? "operator" : "server");
        row.setReason(decision.reason());
        decision.figures()
                .ifPresent(figures -> {
                    row.setDifferenceSeconds(figures.difference().value());
                    row.setLowSeconds(figures.difference().low());
                    row.setHighSeconds(figures.difference().high());
                    row.setCustomers(figures.customers());
                });
        row.insert();
    }

    /** The last decision about each policy there was one about. */
    static Map<Policy, PolicySwitch> newest(Tx tx) {
        return tx
                .dsl()
                .selectFrom(POLICY_SWITCH)
                .orderBy(POLICY_SWITCH.SWITCHED_AT, POLICY_SWITCH.ID)
                .stream()
                .flatMap(row -> read(row).stream())
                .collect(
                        Collectors.toMap(
                                PolicySwitch::policy, Function.identity(), (_, later) -> later));
    }

    private static Optional<PolicySwitch> read(PolicySwitchRecord row) {
        return Policy.of(row.getPolicy())
                .map(policy ->
                        new PolicySwitch(
                                policy,
                                row.getSwitchedOn(),
                                row.getSwitchedAt(),
                                row.getSwitchedBy().equals("operator"),
                                row.getReason(),
                                figures(row)));
    }

    private static Optional<PolicySwitch.Figures> figures(PolicySwitchRecord row) {
        var difference = row.getDifferenceSeconds();
        var low = row.getLowSeconds();
        var high = row.getHighSeconds();
        var customers = row.getCustomers();
        return difference == null || low == null || high == null || customers == null
                ? Optional.empty()
                : Optional.of(
                        new PolicySwitch.Figures(
                                new Estimate(difference, low, high, customers), customers));
    }
}
