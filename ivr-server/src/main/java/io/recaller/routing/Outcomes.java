package io.recaller.routing;

import io.recaller.agent.NotReadyReason;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies to the rows how rings went. Whatever is applied twice, late, or out of order leaves them
 * as once and in order would.
 *
 * <p>Locks are taken in one order: the contact's place in the queue, then the agent.
 */
final class Outcomes {
    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final QueueStore queue;
    private final PresenceStore presences;
    private final OfferStore offers;
    private final ContactLog contacts;
    private final RoutingSettings settings;
    private final InstantSource clock;

    Outcomes(
            QueueStore queue,
            PresenceStore presences,
            OfferStore offers,
            ContactLog contacts,
            RoutingSettings settings,
            InstantSource clock) {
        this.queue = queue;
        this.presences = presences;
        this.offers = offers;
        this.contacts = contacts;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the telephone reports; an unknown offer is only logged. */
    Aftermath report(Tx tx, OfferId id, RingOutcome outcome) {
        return settle(
                tx,
                id,
                (offer, after) -> {
                    if (offer.wasAnswered()) {
                        afterAnswer(tx, offer, outcome, after);
                    } else {
                        beforeAnswer(tx, offer, outcome, after);
                    }
                    return after;
                });
    }

    private void beforeAnswer(Tx tx, Offer offer, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED -> answered(tx, offer, after);
            case NO_ANSWER -> missed(tx, offer, OfferOutcome.NO_ANSWER, after);
            case REFUSED -> missed(tx, offer, OfferOutcome.REJECTED, after);
            case FAILED -> putBack(tx, offer, OfferOutcome.FAILED, after);
            case CALLER_GONE -> callerGone(tx, offer, after);
            case ENDED -> ended(tx, offer, after);
        }
    }

    /** The answer is told before the bridge is made: the leg may be over without a talk. */
    private void afterAnswer(Tx tx, Offer offer, RingOutcome outcome, Aftermath after) {
        switch (outcome) {
            case BRIDGED -> {}
            case NO_ANSWER, CALLER_GONE, ENDED -> hungUp(tx, offer, after);
            case REFUSED, FAILED -> {
                if (hungUp(tx, offer, after)) {
                    queue.move(tx, offer.contact(), QueueState.WAITING, clock.instant());
                }
            }
        }
    }

    /** The phone could not be made to ring: neither the agent nor the contact is to blame. */
    Aftermath failed(Tx tx, OfferId id) {
        return settle(tx, id, (offer, after) -> putBack(tx, offer, OfferOutcome.FAILED, after));
    }

    /** Its server may be dead. Nothing happens when the lease was prolonged or it was closed. */
    Aftermath expire(Tx tx, OfferId id) {
        return settle(
                tx,
                id,
                (offer, after) -> {
                    if (offer.leaseUntil().isAfter(clock.instant())) {
                        return after;
                    }
                    after.cancel(id);
                    return putBack(tx, offer, OfferOutcome.EXPIRED, after);
                });
    }

    /** The caller leaves the queue before an agent answered. False: was not in it any more. */
    boolean leave(Tx tx, ContactId contact, Aftermath after) {
        var place = queue.lock(tx, contact);
        if (place.isEmpty()) {
            return false;
        }
        return switch (place.get().state()) {
            case ANSWERED, LEFT -> false;
            case WAITING, OFFERED -> {
                offers.openFor(tx, contact)
                        .ifPresent(offer -> {
                            after.cancel(offer.id());
                            release(tx, offer, OfferOutcome.CALLER_GONE, after);
                        });
                queue.move(tx, contact, QueueState.LEFT, clock.instant());
                yield true;
            }
        };
    }

    private Aftermath settle(
            Tx tx, OfferId id, BiFunction<Offer, Aftermath, Aftermath> settlement) {
        var after = new Aftermath();
        var found = offers.find(tx, id);
        if (found.isEmpty()) {
            log.atWarn().addKeyValue("offerId", id).log("outcome of an unknown offer ignored");
            return after;
        }
        return settlement.apply(current(tx, found.get()), after);
    }

    /** The offer as it is once its contact's place is locked, and stays until the end. */
    private Offer current(Tx tx, Offer seen) {
        queue.lock(tx, seen.contact());
        return offers.find(tx, seen.id()).orElseThrow();
    }

    private void answered(Tx tx, Offer offer, Aftermath after) {
        if (!offer.isOpen()) {
            makeRoomForLateAnswer(tx, offer, after);
        }
        var now = clock.instant();
        var presence = presences.lock(tx, offer.agent()).orElseThrow();
        presences.write(tx, presence.with(talking(presence.state(), offer), now));
        close(tx, offer, OfferOutcome.ANSWERED, after);
        queue.lock(tx, offer.contact())
                .ifPresent(
                        place -> after.waited(Duration.between(place.contact().enteredAt(), now)));
        queue.move(tx, offer.contact(), QueueState.ANSWERED, now);
        contacts.servedBy(tx, offer.contact(), offer.agent());
    }

    private static AgentState.Talking talking(AgentState state, Offer offer) {
        return state instanceof AgentState.Ringing ringing && ringing.offer().equals(offer.id())
                ? ringing.answer()
                : state.foundTalking(offer.contact());
    }

    /** The two do talk: whoever else was offered either of them meanwhile must give way. */
    private void makeRoomForLateAnswer(Tx tx, Offer late, Aftermath after) {
        log.atWarn().addKeyValue("offerId", late.id()).log("answer heard of late");
        offers.openFor(tx, late.contact())
                .ifPresent(other -> {
                    after.cancel(other.id());
                    release(tx, other, OfferOutcome.CALLER_GONE, after);
                });
        offers.openFor(tx, late.agent())
                .ifPresent(other -> {
                    after.cancel(other.id());
                    putBack(tx, current(tx, other), OfferOutcome.FAILED, after);
                });
    }

    private void missed(Tx tx, Offer offer, OfferOutcome outcome, Aftermath after) {
        if (!offer.isOpen()) {
            return;
        }
        var reason =
                outcome == OfferOutcome.NO_ANSWER ? NotReadyReason.RONA : NotReadyReason.REFUSED;
        fromRinging(tx, offer, ringing -> ringing.missed(reason));
        close(tx, offer, outcome, after);
        queue.move(tx, offer.contact(), QueueState.WAITING, clock.instant());
    }

    private void callerGone(Tx tx, Offer offer, Aftermath after) {
        if (!offer.isOpen()) {
            return;
        }
        var now = clock.instant();
        release(tx, offer, OfferOutcome.CALLER_GONE, after);
        queue.move(tx, offer.contact(), QueueState.LEFT, now);
        contacts.abandoned(tx, offer.contact(), now);
    }

    /** An end implies an answer, even when the answer was not heard of. */
    private void ended(Tx tx, Offer offer, Aftermath after) {
        if (offer.isOpen()) {
            answered(tx, offer, after);
        }
        hungUp(tx, offer, after);
    }

    /** The agent wraps up. False: was not talking with that contact any more. */
    private boolean hungUp(Tx tx, Offer offer, Aftermath after) {
        var presence = presences.lock(tx, offer.agent()).orElseThrow();
        if (presence.state() instanceof AgentState.Talking talking
                && talking.contact().equals(offer.contact())) {
            var now = clock.instant();
            var wrapUp = talking.hangUp(now.plus(settings.wrapUp()));
            presences.write(tx, presence.with(wrapUp, now));
            after.refresh(offer.agent());
            return true;
        }
        return false;
    }

    /** The offer came to nothing; the contact waits on with place and age, the agent is ready. */
    private Aftermath putBack(Tx tx, Offer offer, OfferOutcome outcome, Aftermath after) {
        if (offer.isOpen()) {
            release(tx, offer, outcome, after);
            queue.move(tx, offer.contact(), QueueState.WAITING, clock.instant());
        }
        return after;
    }

    private void release(Tx tx, Offer offer, OfferOutcome outcome, Aftermath after) {
        fromRinging(tx, offer, AgentState.Ringing::released);
        close(tx, offer, outcome, after);
    }

    /** Before the offer is closed: an agent who rings has an open one. */
    private void fromRinging(Tx tx, Offer offer, Function<AgentState.Ringing, AgentState> to) {
        var presence = presences.lock(tx, offer.agent()).orElseThrow();
        if (presence.state() instanceof AgentState.Ringing ringing
                && ringing.offer().equals(offer.id())) {
            presences.write(tx, presence.with(to.apply(ringing), clock.instant()));
        }
    }

    private void close(Tx tx, Offer offer, OfferOutcome outcome, Aftermath after) {
        offers.close(tx, offer.id(), outcome, clock.instant());
        after.closed(outcome);
        after.refresh(offer.agent());
    }
}
