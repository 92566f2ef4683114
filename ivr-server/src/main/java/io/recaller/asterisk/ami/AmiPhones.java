package io.recaller.asterisk.ami;

import io.recaller.agent.Station;
import io.recaller.asterisk.Printable;
import io.recaller.asterisk.agi.Arrivals;
import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.ChannelList;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.asterisk.ami.wire.RecallerBridgeEvent;
import io.recaller.contact.Address;
import io.recaller.contact.Unreached;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.PlayedMessage;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rings agents' legs. Any thread may ring and cancel; events come on the link's thread. */
final class AmiPhones implements AgentPhones, AmiListener {
    private static final Logger log = LoggerFactory.getLogger(AmiPhones.class);

    /** {@code OriginateResponse} "Reason": AST_CONTROL_RINGING (frame.h), it rang to the end. */
    private static final int STILL_RINGING = 3;

    /** An Originate may not have made its channel yet: then there is nothing to hang up. */
    private static final int HANGUP_TRIES = 10;

    private static final Duration HANGUP_PAUSE = Duration.ofMillis(100);

    private final AmiLink link;
    private final PhoneEvents events;
    private final AgentLegs legs;
    private final LegComparison comparison;

    AmiPhones(AmiLink link, PhoneEvents events) {
        this.link = link;
        this.events = events;
        this.legs = new AgentLegs(events);
        this.comparison = new LegComparison(link, legs, events);
    }

    @Override
    public Optional<Reach> reach() {
        return link.reach();
    }

    @Override
    public PhoneReachability state(Station station) {
        try {
            return reach().filter(reach -> reach.holds(station))
                    .map(_ -> DeviceState.of(link::send, station.endpoint()))
                    .orElse(PhoneReachability.UNKNOWN);
        } catch (AmiException _) {
            return PhoneReachability.UNKNOWN;
        }
    }

    @Override
    public void ring(Ring ring) {
        if (!link.isConnected()) {
            throw new AmiException("Originate", new IllegalStateException("not connected"));
        }
        legs.add(ring);
        Thread.ofVirtual().name("ring").start(() -> originate(ring));
    }

    private void originate(Ring ring) {
        try {
            if (ring.caller() instanceof Address.Callback) {
                callBack(ring);
                return;
            }
            if (ring.caller() instanceof Address.Voicemail) {
                play(ring);
                return;
            }
            var caller = caller(ring);
            if (caller.isEmpty()) {
                log.atInfo()
                        .addKeyValue("offer", ring.assignment())
                        .addKeyValue("channel", channel(ring))
                        .log("the caller is on no channel any more");
                link.lookSoon();
                legs.over(ring.assignment(), RingOutcome.FAILED);
            } else {
                originate(ring, RingActions.toCaller(ring, caller.get()));
            }
        } catch (AmiException e) {
            // It may ring all the same: what Asterisk has when it is back will tell.
            log.atWarn()
                    .addKeyValue("offer", ring.assignment())
                    .addKeyValue("error", e.getMessage())
                    .log("not known whether the phone rings");
        }
    }

    private void originate(Ring ring, OriginateAction action) {
        if (DeviceState.of(link::send, ring.station()).isInVain()) {
            log.atWarn()
                    .addKeyValue("offer", ring.assignment())
                    .addKeyValue("phone", ring.station())
                    .log("Asterisk cannot reach the agent's phone");
            legs.over(ring.assignment(), RingOutcome.UNREACHABLE);
        } else if (link.send(action) instanceof ManagerError error) {
            log.atWarn()
                    .addKeyValue("offer", ring.assignment())
                    .addKeyValue("error", error.getMessage())
                    .log("phone cannot be rung");
            legs.over(ring.assignment(), RingOutcome.FAILED);
        } else {
            legs.find(ring.assignment()).ifPresent(AgentLeg::taken);
        }
    }

    /** No agent is rung for a customer whom nobody can call. */
    private void callBack(Ring ring) {
        var back = ring.back();
        if (back.isEmpty() || !hasRoute()) {
            log.atError()
                    .addKeyValue("offer", ring.assignment())
                    .log(
                            back.isEmpty()
                                    ? "nobody is to be called back any more"
                                    : "nobody can be called back: set RECALLER_ROUTE in"
                                            + " extensions.conf, under [globals], such as"
                                            + " PJSIP/NUMBER@trunk");
            legs.notReached(ring.assignment(), Unreached.OUT_OF_REACH);
        } else {
            originate(
                    ring,
                    RingActions.into(
                            ring, CallbackVariables.CONTEXT, CallbackVariables.of(back.get())));
        }
    }

    /**
     * A message that has gone from the rows is nobody's any more: the next look at them ends it.
     */
    private void play(Ring ring) {
        var message = message(ring);
        if (message.isEmpty() || legs.isCancelled(ring.assignment())) {
            legs.over(ring.assignment(), RingOutcome.FAILED);
        } else {
            originate(
                    ring,
                    RingActions.into(
                            ring,
                            VoicemailVariables.CONTEXT,
                            VoicemailVariables.of(message.get(), hasRoute())));
        }
    }

    /** Read and written into files here: it takes as long as it is. */
    private static Optional<PlayedMessage> message(Ring ring) {
        try {
            var message = ring.message().get();
            if (message.isEmpty()) {
                log.atWarn()
                        .addKeyValue("offer", ring.assignment())
                        .log("the message to be played is no longer there");
            }
            return message;
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("offer", ring.assignment())
                    .addKeyValue("error", failure.toString())
                    .log("a message cannot be played now, it waits on");
            return Optional.empty();
        }
    }

    private boolean hasRoute() {
        var route = link.send(new GetVarAction("RECALLER_ROUTE")).getAttribute("Value");
        return route != null && !route.isBlank();
    }

    /**
     * The channel of that name may be somebody else's by now, and the caller on another one: a
     * transfer tells nobody.
     */
    private Optional<String> caller(Ring ring) {
        var channel = channel(ring);
        var asked = new GetVarAction(Printable.of(channel), "RECALLER_CONTACT");
        if (ring.contact().toString().equals(link.send(asked).getAttribute("Value"))) {
            return Optional.of(channel);
        }
        return LiveCalls.of("", link.channels()).caller(ring.contact()).map(LiveChannel::name);
    }

    private static String channel(Ring ring) {
        return ring.caller() instanceof Address.Call call ? call.channelName() : "";
    }

    @Override
    public void cancel(AssignmentId offer) {
        if (legs.find(offer).filter(AgentLeg::cancel).isPresent()) {
            Thread.ofVirtual().name("cancel").start(() -> hangUp(offer));
        }
    }

    private void hangUp(AssignmentId offer) {
        try {
            for (var i = 0; i < HANGUP_TRIES && legs.isHere(offer); i++) {
                if (!(link.send(new HangupAction(offer.toString())) instanceof ManagerError)) {
                    return;
                }
                LockSupport.parkNanos(HANGUP_PAUSE.toNanos());
            }
        } catch (AmiException e) {
            log.atWarn()
                    .addKeyValue("offer", offer)
                    .addKeyValue("error", e.getMessage())
                    .log("ringing cannot be stopped");
        }
    }

    @Override
    public void on(ManagerEvent event) {
        switch (event) {
            case RecallerBridgeEvent bridge ->
                    offer(bridge.getOffer()).ifPresent(id -> on(id, bridge));
            case OriginateResponseEvent response ->
                    offer(response.getActionId()).ifPresent(id -> on(id, response));
            default -> {}
        }
    }

    private void on(AssignmentId offer, RecallerBridgeEvent bridge) {
        switch (String.valueOf(bridge.getResult())) {
            case "answered" -> {
                if (legs.find(offer).map(AgentLeg::answer).orElse(true)) {
                    events.ring(offer, RingOutcome.BRIDGED);
                }
            }
            case "calling" -> {
                legs.find(offer).ifPresent(AgentLeg::heard);
                events.calling(offer);
            }
            case "reached" -> {
                legs.find(offer).ifPresent(AgentLeg::reached);
                events.reached(offer);
            }
            case "unreached" -> legs.notReached(offer, bridge.unreached());
            case "left" -> legs.end(offer, RingOutcome.REFUSED);
            case "taken" -> events.ring(offer, RingOutcome.TAKEN);
            case "talked" -> legs.end(offer, RingOutcome.ENDED);
            case "gone" -> notFound(offer, bridge.getContact());
            case "failed" -> legs.end(offer, RingOutcome.FAILED);
            default ->
                    log.atWarn()
                            .addKeyValue("result", bridge.getResult())
                            .log("the dialplan's RecallerBridge is not the one of this version");
        }
    }

    /** Either the caller hung up just now, or another channel had come in the place of theirs. */
    private void notFound(AssignmentId offer, @Nullable String contact) {
        Arrivals.contact(contact)
                .ifPresentOrElse(
                        known -> {
                            comparison.missed(offer, known);
                            link.lookSoon();
                        },
                        () -> legs.end(offer, RingOutcome.CALLER_GONE));
    }

    /** Only the server that rang knows what the answer to its Originate means. */
    private void on(AssignmentId offer, OriginateResponseEvent response) {
        var leg = legs.find(offer).orElse(null);
        if (leg != null && "Success".equals(response.getResponse())) {
            leg.pickedUp();
        } else if (leg != null) {
            var reason = response.getReason();
            var rangOut = (reason != null && reason == STILL_RINGING) || leg.hasRungOut();
            legs.over(offer, rangOut ? RingOutcome.NO_ANSWER : RingOutcome.REFUSED);
        }
    }

    @Override
    public void tick() {
        legs.forEach((_, leg) -> {
            if (leg.isUnheard()) {
                link.lookSoon();
            }
        });
    }

    private static Optional<AssignmentId> offer(@Nullable String text) {
        return ChannelList.offer(text);
    }

    /** As {@link LegComparison#compare(List, LiveCalls)}. */
    void compare(List<Engagement> engaged, LiveCalls calls) {
        comparison.compare(engaged, calls);
    }

    @Override
    public void compare(LiveCalls calls) {
        comparison.compare(calls);
    }
}
