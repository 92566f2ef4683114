package io.recaller.routing;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what no transaction can: phones, cards, numbers. A port that throws stops nothing else. */
final class Outside {
    private static final Logger log = LoggerFactory.getLogger(Outside.class);

    private final RouterPorts ports;
    private final RoutingMetrics metrics;
    private final Duration ringFor;

    Outside(RouterPorts ports, RoutingMetrics metrics, Duration ringFor) {
        this.ports = ports;
        this.metrics = metrics;
        this.ringFor = ringFor;
    }

    Optional<Reach> reach() {
        return ports.phones().reach();
    }

    /**
     * Shows the card, then rings.
     *
     * @return false: the phone cannot be made to ring now
     */
    boolean ring(Assignment.Offered offered, Proposal proposal) {
        attempt(
                "card not shown",
                () -> ports.cards().pop(offered.agent(), offered.id(), offered.contact()));
        return attempt(
                "phone cannot be rung",
                () ->
                        ports.phones()
                                .ring(
                                        new Ring(
                                                offered.id(),
                                                offered.contact(),
                                                offered.agent(),
                                                proposal.agent().station().endpoint(),
                                                proposal.contact().callerChannel(),
                                                ports.names().of(offered.contact()),
                                                ringFor)));
    }

    void carryOut(Aftermath after) {
        metrics.count(after);
        after.cancels()
                .forEach(ring -> attempt("ring not stopped", () -> ports.phones().cancel(ring)));
        after.refreshes()
                .forEach(agent -> attempt("card not renewed", () -> ports.cards().refresh(agent)));
    }

    private static boolean attempt(String otherwise, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException failure) {
            log.atWarn().addKeyValue("error", failure.toString()).log(otherwise);
            return false;
        }
    }
}
