package io.recaller.channel.health;

import io.recaller.message.Aliveness;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which gateways are dead as this server sees it, and why: for whoever looks. What comes in and
 * what goes out fail each for reasons of their own. Any thread.
 */
public final class GatewayHealth {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayHealth.class);

    private static final int AN_OUTAGE = 3;

    private final Map<Side, String> dead = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** Asks in a row that came to nothing. */
    private final Map<String, Integer> vain = new ConcurrentHashMap<>();

    /** The direction in which messages pass. */
    public enum Way {
        IN,
        OUT
    }

    private record Side(String gateway, Way way) {}

    /** What comes in by it does, perhaps again. */
    public void works(String gateway) {
        vain.remove(gateway);
        works(gateway, Way.IN);
    }

    /** Nothing comes in by it before somebody acts; told once. */
    public void isDead(String gateway, String why) {
        isDead(gateway, Way.IN, why);
    }

    /** It was asked in vain: once may be anything, again and again nothing comes in by it. */
    public void isAskedInVain(String gateway, String why) {
        if (vain.merge(gateway, 1, Integer::sum) >= AN_OUTAGE) {
            isDead(gateway, why);
        }
    }

    /** Another server asks it now: what kept this one from it counts no more. */
    public void isElsewhere(String gateway) {
        vain.remove(gateway);
        dead.remove(new Side(gateway, Way.IN));
    }

    public void works(String gateway, Way way) {
        seen.add(gateway);
        if (dead.remove(new Side(gateway, way)) != null) {
            LOG.atInfo().addKeyValue("gateway", gateway).log("a gateway works again");
        }
    }

    public void isDead(String gateway, Way way, String why) {
        if (!why.equals(dead.put(new Side(gateway, way), why))) {
            LOG.atError()
                    .addKeyValue("gateway", gateway)
                    .addKeyValue("why", why)
                    .log("a gateway is dead, its messages wait");
        }
    }

    /** Why it is dead, with the remedy; empty: it is not, as far as is known. */
    public Optional<String> whyDead(String gateway) {
        return Stream.of(Way.values())
                .flatMap(way -> Optional.ofNullable(dead.get(new Side(gateway, way))).stream())
                .findFirst();
    }

    Aliveness state(String gateway) {
        if (whyDead(gateway).isPresent()) {
            return Aliveness.DEAD;
        }
        return seen.contains(gateway) ? Aliveness.WORKS : Aliveness.IDLE;
    }
}
