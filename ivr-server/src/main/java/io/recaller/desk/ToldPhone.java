package io.recaller.desk;

import io.recaller.agent.Station;
import io.recaller.routing.ring.PhoneReachability;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether phones could ring, for every page that is open. Asterisk is asked once for all who want
 * to know of a phone at a time, and while it does not answer nothing else waits for it. Safe for
 * any thread; nothing here blocks the caller.
 */
final class ToldPhone {
    /** A page asks every ten seconds, and an agent may have several open. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final AgentDesk agents;
    private final OffLoop offLoop;
    private final InstantSource clock;
    private final Map<Station, Asked> asked = new ConcurrentHashMap<>();

    ToldPhone(AgentDesk agents, OffLoop offLoop, InstantSource clock) {
        this.agents = agents;
        this.offLoop = offLoop;
        this.clock = clock;
    }

    /** What Asterisk says, or said a moment ago. */
    Future<PhoneReachability> ask(Station phone) {
        var now = clock.instant();
        return asked.compute(
                        phone,
                        (_, last) -> last != null && last.holds(now) ? last : anew(phone, now))
                .answer();
    }

    private Asked anew(Station phone, Instant now) {
        return new Asked(offLoop.aside(() -> agents.reachability(phone)), now);
    }

    private record Asked(Future<PhoneReachability> answer, Instant at) {
        /** Who plugs in a phone that could not ring is believed at once. */
        boolean holds(Instant now) {
            var age = Duration.between(at, now);
            return !answer.isComplete()
                    || (answer.succeeded()
                            && !answer.result().isInVain()
                            && !age.isNegative()
                            && age.compareTo(FRESH) < 0);
        }
    }
}
