package io.recaller.routing;

import io.recaller.agent.Station;
import io.recaller.contact.Address;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.ring.CallbackCall;
import io.recaller.routing.ring.PlayedMessage;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what no transaction can: phones, cards, numbers. A port that throws stops nothing else. */
final class Outside {
    private static final Logger log = LoggerFactory.getLogger(Outside.class);

    private final RouterPorts ports;
    private final Rings rings;
    private final RoutingMetrics metrics;
    private final QueuePlans plans;

    Outside(RouterPorts ports, Rings rings, RoutingMetrics metrics, QueuePlans plans) {
        this.ports = ports;
        this.rings = rings;
        this.metrics = metrics;
        this.plans = plans;
    }

    Optional<Reach> reach() {
        return ports.phones().reach();
    }

    /** Shows the card; the phone rings later. */
    void show(Assignment.Offered offered) {
        rings.began(offered);
        attempt(
                "card not shown",
                () -> ports.cards().pop(offered.agent(), offered.id(), offered.contact()));
    }

    /**
     * Rings the phone.
     *
     * @return false: it cannot be made to ring now
     */
    boolean ring(Assignment.Offered offered, Pairing proposal) {
        return attempt(
                "phone cannot be rung",
                () ->
                        ports.phones()
                                .ring(
                                        new Ring(
                                                offered.id(),
                                                offered.contact(),
                                                offered.agent(),
                                                proposal.agent()
                                                        .station()
                                                        .map(Station::endpoint)
                                                        .orElse(""),
                                                proposal.contact().address(),
                                                ports.names().of(offered.contact()),
                                                ringFor(proposal),
                                                back(offered, proposal),
                                                message(offered, proposal))));
    }

    private Duration ringFor(Pairing proposal) {
        return plans.of(proposal.contact().wish().queue()).ringFor();
    }

    private Optional<CallbackCall> back(Assignment.Offered offered, Pairing proposal) {
        return proposal.contact().address() instanceof Address.Callback
                ? ports.calls().of(offered.contact())
                : Optional.empty();
    }

    /** Its sound is written into files: by whoever rings, others are rung meanwhile. */
    private Supplier<Optional<PlayedMessage>> message(
            Assignment.Offered offered, Pairing proposal) {
        return proposal.contact().address() instanceof Address.Voicemail
                ? () -> ports.calls().message(offered.contact())
                : Optional::empty;
    }

    void carryOut(Aftermath after) {
        after.waited().ifPresent(wait -> metrics.waited(wait.queue(), wait.time()));
        after.outcomes().forEach(this::count);
        after.cancels()
                .forEach(ring -> attempt("ring not stopped", () -> ports.phones().cancel(ring)));
        after.refreshes()
                .forEach(agent -> attempt("card not renewed", () -> ports.cards().refresh(agent)));
    }

    /**
     * A caller who went may be heard of by any server, or by none: whose phone rang counts that.
     */
    private void count(AssignmentId ring, Assignment.Outcome outcome) {
        var isOurs = rings.over(ring);
        if (isOurs || outcome != Assignment.Outcome.CALLER_GONE) {
            metrics.count(outcome);
        }
    }

    /** The rows say that it rings no more, and this was not done here. */
    void stop(Assignment over) {
        rings.over(over.id());
        if (over instanceof Assignment.Closed closed) {
            if (closed.outcome() == Assignment.Outcome.CALLER_GONE) {
                metrics.count(closed.outcome());
            }
            attempt("ring not stopped", () -> ports.phones().cancel(over.id()));
            attempt("card not renewed", () -> ports.cards().refresh(over.agent()));
        }
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
