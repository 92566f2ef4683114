package io.recaller.channel;

import io.recaller.db.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateways that the settings name, and what passes them. Any thread. */
public final class Gateways {
    private final Map<String, GatewayPlan> byName;
    private final GatewayTraffic traffic;

    public Gateways(List<GatewayPlan> plans, GatewayTraffic traffic) {
        this.traffic = traffic;
        byName = plans.stream().collect(Collectors.toMap(GatewayPlan::name, Function.identity()));
    }

    /** Empty: the settings do not name it, any more perhaps. */
    public Optional<GatewayPlan> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether what is answered there must be sent; else its reader reads our rows. */
    public boolean pushes(String name) {
        return named(name).map(GatewayPlan::pushes).orElse(true);
    }

    /**
     * Something is said there with this transaction: where nothing must be sent it is before its
     * reader's eyes once that is committed, and counted then.
     */
    public void wrote(Tx tx, String name) {
        if (!pushes(name)) {
            tx.afterCommit(() -> traffic.out(name));
        }
    }

    public boolean areNone() {
        return byName.isEmpty();
    }
}
