package io.recaller.channel;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which gateways are dead, and why: for whoever looks. Any thread. */
public final class GatewayHealth {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayHealth.class);

    private final Map<String, String> dead = new ConcurrentHashMap<>();

    /** It does what it should, perhaps again. */
    public void works(String gateway) {
        if (dead.remove(gateway) != null) {
            LOG.atInfo().addKeyValue("gateway", gateway).log("a gateway works again");
        }
    }

    /** Nothing passes it before somebody acts; told once. */
    public void isDead(String gateway, String why) {
        if (!why.equals(dead.put(gateway, why))) {
            LOG.atError()
                    .addKeyValue("gateway", gateway)
                    .addKeyValue("why", why)
                    .log("a gateway is dead, its messages wait");
        }
    }

    /** Why it is dead, with the remedy; empty: it is not, as far as is known. */
    public Optional<String> whyDead(String gateway) {
        return Optional.ofNullable(dead.get(gateway));
    }
}
