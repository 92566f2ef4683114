package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.asteriskjava.manager.action.SetVarAction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Legs as Asterisk has them beside those that servers know of: what nobody heard of is told. Of the
 * link's thread only.
 */
final class LegComparison {
    private static final Logger log = LoggerFactory.getLogger(LegComparison.class);

    private static final int KEY = 4;

    /** A leg this young may be missing from a list of channels and come all the same. */
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final AmiLink link;
    private final AgentLegs legs;
    private final PhoneEvents events;

    /** Answered legs whose caller was not found. */
    private final Map<AssignmentId, ContactId> missed = new HashMap<>();

    LegComparison(AmiLink link, AgentLegs legs, PhoneEvents events) {
        this.link = link;
        this.legs = legs;
        this.events = events;
    }

    /** The leg was answered, and who was to be bridged to it was not where they had been. */
    void missed(AssignmentId offer, ContactId contact) {
        missed.put(offer, contact);
    }

    /**
     * Tells what no server heard: a talk whose channel is no more, a talk nobody knows of.
     *
     * @param engaged read before the calls were, so that a talk missing there is over
     */
    void compare(List<Engagement> engaged, LiveCalls calls) {
        var talks =
                engaged.stream()
                        .filter(Engagement::talking)
                        .filter(talk -> calls.areOf(talk.asteriskSystem()))
                        .map(Engagement::assignment)
                        .collect(Collectors.toSet());
        talks.stream()
                .filter(offer -> !legs.isHere(offer))
                .filter(offer -> calls.leg(offer).isEmpty())
                .forEach(offer -> events.ring(offer, RingOutcome.ENDED));
        engaged.stream()
                .filter(each -> !each.talking() && calls.areOf(each.asteriskSystem()))
                .map(Engagement::assignment)
                .filter(offer -> !legs.isHere(offer) && calls.leg(offer).isEmpty())
                .filter(this::hasTalked)
                .forEach(offer -> events.ring(offer, RingOutcome.ENDED));
        calls.channels().stream()
                .filter(channel -> channel.bridge().isPresent())
                .flatMap(channel -> channel.leg().stream())
                .filter(offer -> !legs.isHere(offer) && !talks.contains(offer))
                .forEach(offer -> events.ring(offer, RingOutcome.BRIDGED));
    }

    void compare(LiveCalls calls) {
        tellOfMissed(calls);
        legs.forEach((offer, leg) -> compare(offer, leg, calls));
    }

    private void tellOfMissed(LiveCalls calls) {
        missed.forEach((offer, contact) ->
                legs.end(
                        offer,
                        calls.canBeOffered(contact)
                                ? RingOutcome.FAILED
                                : RingOutcome.CALLER_GONE));
        missed.clear();
    }

    private void compare(AssignmentId offer, AgentLeg leg, LiveCalls calls) {
        var channel = calls.leg(offer);
        if (channel.isPresent()) {
            leg.taken();
            leg.seen();
            goesOn(leg, channel.get(), calls);
        } else if (leg.age().compareTo(YOUNG) <= 0 || leg.isAboutToBeHeard()) {
            log.atDebug().addKeyValue("offer", offer).log("leg not seen yet");
        } else if (hasTalked(offer)) {
            legs.end(offer, RingOutcome.ENDED);
        } else if (leg.isAnswered()) {
            legs.end(offer, leg.mayBeUnheard() ? RingOutcome.FAILED : RingOutcome.ENDED);
        } else if (leg.isUnheard()) {
            log.atWarn()
                    .addKeyValue("offer", offer)
                    .addKeyValue("phone", leg.ring().station())
                    .log(
                            "the phone forwards to one that cannot be joined with the caller: set"
                                    + " another redirect_method than uri_core for it in pjsip.conf");
            legs.over(offer, RingOutcome.REFUSED);
        } else if (!leg.isTaken() || leg.ring().caller() instanceof Address.Nowhere) {
            legs.over(offer, RingOutcome.FAILED);
        } else if (calls.canBeOffered(leg.ring().contact())) {
            legs.over(offer, RingOutcome.NO_ANSWER);
        } else {
            legs.over(offer, RingOutcome.CALLER_GONE);
        }
    }

    /**
     * Whether a talk took place that nobody heard of: the dialplan keeps it, at the last four
     * digits of the offer so that it cannot grow.
     */
    private boolean hasTalked(AssignmentId offer) {
        var id = offer.toString();
        return link.kept("recaller-talk", id.substring(id.length() - KEY))
                .filter(value -> value.startsWith(id + "/"))
                .isPresent();
    }

    private void goesOn(AgentLeg leg, LiveChannel channel, LiveCalls calls) {
        if (channel.bridge().isPresent()) {
            if (leg.answer()) {
                events.ring(leg.ring().assignment(), RingOutcome.BRIDGED);
            }
            if (leg.mayBeUnheard()) {
                // Nobody but the customer is ever bridged to it, and nobody heard of that.
                leg.reached();
                events.reached(leg.ring().assignment());
            }
        } else {
            calls.caller(leg.ring().contact()).ifPresent(caller -> follow(channel, caller));
        }
    }

    /** The phone rings: it must be bridged to where the caller is by now. */
    private void follow(LiveChannel leg, LiveChannel caller) {
        if (!caller.name().equals(leg.caller())) {
            link.send(
                    new SetVarAction(
                            Printable.of(leg.name()),
                            "RECALLER_CALLER",
                            Printable.of(caller.name())));
        }
    }
}
