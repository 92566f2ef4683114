package io.recaller.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateways that the settings name. Immutable. */
public final class Gateways {
    private final Map<String, GatewayPlan> byName;

    public Gateways(List<GatewayPlan> plans) {
        byName = plans.stream().collect(Collectors.toMap(GatewayPlan::name, Function.identity()));
    }

    /** Empty: the settings do not name it, any more perhaps. */
    public Optional<GatewayPlan> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean areNone() {
        return byName.isEmpty();
    }
}
