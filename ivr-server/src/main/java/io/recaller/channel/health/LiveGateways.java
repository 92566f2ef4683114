package io.recaller.channel.health;

import io.recaller.channel.GatewayPlan;
import io.recaller.channel.health.GatewayNow.State;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Aliveness;
import io.recaller.message.GatewayStates;
import io.recaller.message.GatewayStates.Passed;
import io.recaller.message.GatewayStates.Told;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Looks at the gateways, whichever servers have them, in or outside of one. Any thread; blocks. */
public final class LiveGateways {
    private final Database database;
    private final List<GatewayPlan> plans;
    private final InstantSource clock;
    private final GatewayStates rows = new GatewayStates();

    /** Of the gateways that the settings name. */
    public LiveGateways(Database database, List<GatewayPlan> plans, InstantSource clock) {
        this.database = database;
        this.plans = List.copyOf(plans);
        this.clock = clock;
    }

    /** Names of what may be sent at any time by one of them. */
    public List<String> templates() {
        return GatewayPlan.templates(plans);
    }

    /** What is so at this moment, in the order of the settings. */
    public List<GatewayNow> look() {
        return plans.isEmpty() ? List.of() : database.inTransaction(this::look);
    }

    private List<GatewayNow> look(Tx tx) {
        var told = rows.told(tx, clock.instant().minus(GatewayReport.LEASE));
        var passed = rows.passed(tx);
        var unsent = rows.unsent(tx);
        return plans.stream()
                .map(plan ->
                        of(
                                plan,
                                told.stream()
                                        .filter(each -> each.gateway().equals(plan.name()))
                                        .toList(),
                                passed.getOrDefault(plan.name(), Passed.NOTHING),
                                Optional.ofNullable(unsent.get(plan.name()))))
                .toList();
    }

    /** Of several servers the one counts that is worst off: it may be the one that asks. */
    private static GatewayNow of(
            GatewayPlan plan,
            List<Told> told,
            Passed passed,
            Optional<GatewayStates.Unsent> unsent) {
        var counts =
                first(told, Aliveness.DEAD)
                        .or(() -> first(told, Aliveness.WORKS))
                        .or(() -> first(told, Aliveness.IDLE));
        return new GatewayNow(
                plan.name(),
                plan.channel(),
                counts.map(Told::state).map(LiveGateways::state).orElse(State.AWAY),
                counts.map(Told::why).orElse(""),
                counts.map(Told::since),
                passed,
                unsent);
    }

    /** They come with those first that have been so for longest. */
    private static Optional<Told> first(List<Told> told, Aliveness state) {
        return told.stream().filter(each -> each.state() == state).findFirst();
    }

    private static State state(Aliveness told) {
        return switch (told) {
            case IDLE -> State.IDLE;
            case WORKS -> State.WORKS;
            case DEAD -> State.DEAD;
        };
    }
}
