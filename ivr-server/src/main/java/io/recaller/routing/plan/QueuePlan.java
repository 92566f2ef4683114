package io.recaller.routing.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator decides of a queue beside its steps.
 *
 * @param hours the name of its opening hours; empty: open always
 * @param longestWait after this long in it {@link OverflowCause#LONGEST_WAIT} has come
 * @param overflow what becomes of a contact then; who is not told of here goes to the ring group,
 *     and where nobody could serve it waits on
 * @param ringFor how long an agent's phone rings before it counts as no answer
 * @param wrapUp how long work after a contact lasts unless the agent completes it sooner
 */
public record QueuePlan(
        Optional<String> hours,
        Comfort comfort,
        Duration longestWait,
        Map<OverflowCause, Overflow> overflow,
        ServiceLevel serviceLevel,
        Duration ringFor,
        Duration wrapUp) {
    public QueuePlan {
        overflow = Map.copyOf(overflow);
        requirePositive(ringFor, "ringFor");
        requirePositive(wrapUp, "wrapUp");
    }

    /** Open always; 15 minutes, then the ring group; rings 20 s, wraps up for 60 s. */
    public static QueuePlan usual() {
        return new QueuePlan(
                Optional.empty(),
                Comfort.usual(),
                Duration.ofMinutes(15),
                Map.of(),
                ServiceLevel.USUAL,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
    }

    public QueuePlan ringingFor(Duration other) {
        return new QueuePlan(hours, comfort, longestWait, overflow, serviceLevel, other, wrapUp);
    }

    public QueuePlan wrappingUpFor(Duration other) {
        return new QueuePlan(hours, comfort, longestWait, overflow, serviceLevel, ringFor, other);
    }

    /** Where a contact goes on; empty: it waits on, nothing is decided for that. */
    public Optional<Overflow> at(OverflowCause cause) {
        return Optional.ofNullable(overflow.get(cause))
                .or(() ->
                        switch (cause) {
                            case LONGEST_WAIT, CLOSED -> Optional.of(Overflow.RING_GROUP);
                            case UNSTAFFED -> Optional.empty();
                        });
    }

    private static void requirePositive(Duration given, String name) {
        if (!given.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than 0: " + given);
        }
    }
}
