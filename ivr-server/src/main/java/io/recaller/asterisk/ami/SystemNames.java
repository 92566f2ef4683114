package io.recaller.asterisk.ami;

import io.recaller.routing.ring.Reach;
import java.util.Optional;
import java.util.Set;

/** Says whether an Asterisk may be served: two of one name on one database may not. */
@FunctionalInterface
public interface SystemNames {
    /**
     * Tells, again and again, which Asterisk we are linked to. Blocking; any thread.
     *
     * @param system its {@code systemname}; empty when it has none
     * @param identity tells it from every other one that runs
     * @return empty when another one has that name
     * @throws RuntimeException when it cannot be known now
     */
    Optional<Reach> announce(String system, String identity);

    /** What that Asterisk was called before: no call under such a name goes on. */
    default Set<String> formerNames() {
        return Set.of();
    }

    /** What was left under a former name is ended. */
    default void ended(String formerName) {}
}
