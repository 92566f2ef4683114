package io.recaller.routing.plan;

import io.recaller.routing.step.QueueName;
import java.time.Duration;

/**
 * How routing times its work.
 *
 * @param ringFor how long a phone rings before it counts as no answer, where the queue says nothing
 * @param offerLease after this long without an outcome any server may end an offer; longer than
 *     {@code ringFor}
 * @param deskLease after this long without a heartbeat a desk counts as gone
 * @param wrapUp how long work after a call lasts unless the agent completes it sooner, where the
 *     queue says nothing
 * @param poll how long the queue is left alone at most while no signal arrives
 * @param rules who is matched with whom
 * @param longestWrapUp how long work after a call may last when the agent asks for more time
 * @param plans what is decided of each queue
 */
public record RoutingSettings(
        Duration ringFor,
        Duration offerLease,
        Duration deskLease,
        Duration wrapUp,
        Duration poll,
        RoutingRules rules,
        Duration longestWrapUp,
        QueuePlans plans) {
    public RoutingSettings {
        requirePositive(ringFor, "ringFor");
        requirePositive(deskLease, "deskLease");
        requirePositive(wrapUp, "wrapUp");
        requirePositive(poll, "poll");
        if (longestWrapUp.compareTo(wrapUp) < 0) {
            throw new IllegalArgumentException(
                    "longestWrapUp must not be shorter than wrapUp (%s): %s"
                            .formatted(wrapUp, longestWrapUp));
        }
        if (offerLease.compareTo(ringFor) <= 0) {
            throw new IllegalArgumentException(
                    "offerLease must be longer than ringFor (" + ringFor + "): " + offerLease);
        }
    }

    /** The same for every queue. */
    public RoutingSettings(
            Duration ringFor,
            Duration offerLease,
            Duration deskLease,
            Duration wrapUp,
            Duration poll,
            RoutingRules rules,
            Duration longestWrapUp) {
        this(
                ringFor,
                offerLease,
                deskLease,
                wrapUp,
                poll,
                rules,
                longestWrapUp,
                QueuePlans.of(QueuePlan.usual().ringingFor(ringFor).wrappingUpFor(wrapUp)));
    }

    /**
     * Rings 20 s, ends silent offers after 30 s, desks after 30 s; 60 s wrap-up; polls at 2 s; one
     * call each; ten minutes of wrap-up at most.
     */
    public static RoutingSettings usual() {
        return new RoutingSettings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                RoutingRules.usual(),
                Duration.ofMinutes(10));
    }

    /** Of an offer of that queue: as much longer than its phones ring as of any other. */
    public Duration offerLease(QueueName queue) {
        return plans.of(queue).ringFor().plus(offerLease.minus(ringFor));
    }

    private static void requirePositive(Duration given, String name) {
        if (!given.isPositive()) {
            throw new IllegalArgumentException(name + " must be longer than 0: " + given);
        }
    }
}
