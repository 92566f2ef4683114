package io.recaller.asterisk.ami;

import io.recaller.agent.Station;
import io.recaller.asterisk.Printable;
import io.recaller.asterisk.agi.Arrivals;
import io.recaller.asterisk.ami.LiveCalls.LiveChannel;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.OriginateResponseEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings agents' legs. The channel's unique id is the offer's id, so that a leg is found again
 * without a table. Any thread may ring and cancel; events come on the link's thread.
 */
final class AmiPhones implements AgentPhones, AmiListener {
    private static final Logger log = LoggerFactory.getLogger(AmiPhones.class);

    /** {@code OriginateResponse} "Reason": AST_CONTROL_RINGING (frame.h), it rang to the end. */
    private static final int STILL_RINGING = 3;

    private static final int KEY = 4;

    /** An Originate may not have made its channel yet: then there is nothing to hang up. */
    private static final int HANGUP_TRIES = 10;

    private static final Duration HANGUP_PAUSE = Duration.ofMillis(100);

    /** A leg this young may be missing from a list of channels and come all the same. */
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final AmiLink link;
    private final PhoneEvents events;
    private final Map<AssignmentId, AgentLeg> legs = new ConcurrentHashMap<>();

    /** Answered legs whose caller was not found. Of the consumer's thread only. */
    private final Map<AssignmentId, ContactId> missed = new HashMap<>();

    AmiPhones(AmiLink link, PhoneEvents events) {
        this.link = link;
        this.events = events;
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
        legs.put(ring.assignment(), new AgentLeg(ring, System.nanoTime()));
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
                over(ring.assignment(), RingOutcome.FAILED);
            } else {
                originate(ring, action(ring, caller.get()));
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
            over(ring.assignment(), RingOutcome.UNREACHABLE);
        } else if (link.send(action) instanceof ManagerError error) {
            log.atWarn()
                    .addKeyValue("offer", ring.assignment())
                    .addKeyValue("error", error.getMessage())
                    .log("phone cannot be rung");
            over(ring.assignment(), RingOutcome.FAILED);
        } else {
            Optional.ofNullable(legs.get(ring.assignment())).ifPresent(AgentLeg::taken);
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
            notReached(ring.assignment(), Unreached.OUT_OF_REACH);
        } else {
            originate(
                    ring,
                    action(ring, CallbackVariables.CONTEXT, CallbackVariables.of(back.get())));
        }
    }

    /**
     * A message that has gone from the rows is nobody's any more: the next look at them ends it.
     */
    private void play(Ring ring) {
        var message = message(ring);
        if (message.isEmpty() || isCancelled(ring)) {
            over(ring.assignment(), RingOutcome.FAILED);
        } else {
            originate(
                    ring,
                    action(
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

    private boolean isCancelled(Ring ring) {
        return Optional.ofNullable(legs.get(ring.assignment()))
                .filter(AgentLeg::isCancelled)
                .isPresent();
    }

    private boolean hasRoute() {
        var route = link.send(new GetVarAction("RECALLER_ROUTE")).getAttribute("Value");
        return route != null && !route.isBlank();
    }

    private void notReached(AssignmentId offer, Unreached why) {
        var leg = legs.remove(offer);
        if (leg == null || !leg.isCancelled()) {
            events.notReached(offer, why);
        }
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

    private static OriginateAction action(Ring ring, String caller) {
        return action(
                ring,
                ring.askedBy().isPresent() ? "recaller-consult" : "recaller-agent",
                Map.of(
                        "RECALLER_CALLER", Printable.of(caller),
                        "RECALLER_ASKED_BY",
                                ring.askedBy().map(AssignmentId::toString).orElse("")));
    }

    private static OriginateAction action(Ring ring, String context, Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("RECALLER_CONTACT", ring.contact().toString());
        variables.put("RECALLER_OFFER", ring.assignment().toString());
        var action = new OriginateAction();
        action.setActionId(ring.assignment().toString());
        action.setChannelId(ring.assignment().toString());
        action.setChannel(Printable.of(ring.station()));
        action.setContext(context);
        action.setExten("s");
        action.setPriority(1);
        action.setAsync(true);
        action.setTimeout(ring.ringFor().toMillis());
        action.setCallerId(callerId(ring));
        action.setVariables(variables);
        return action;
    }

    /** To agents a name without a number: the desk's card tells more, and to this agent only. */
    private static String callerId(Ring ring) {
        var name = Printable.of(ring.screenName()).replaceAll("[\"<>\\\\]", "");
        return "\"" + name + "\" <" + Printable.of(ring.callerNumber()) + ">";
    }

    @Override
    public void cancel(AssignmentId offer) {
        var leg = legs.get(offer);
        if (leg != null && leg.cancel()) {
            Thread.ofVirtual().name("cancel").start(() -> hangUp(offer));
        }
    }

    private void hangUp(AssignmentId offer) {
        try {
            for (var i = 0; i < HANGUP_TRIES && legs.containsKey(offer); i++) {
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
                var leg = legs.get(offer);
                if (leg == null || leg.answer()) {
                    events.ring(offer, RingOutcome.BRIDGED);
                }
            }
            case "calling" -> events.calling(offer);
            case "reached" -> {
                Optional.ofNullable(legs.get(offer)).ifPresent(AgentLeg::reached);
                events.reached(offer);
            }
            case "unreached" -> notReached(offer, bridge.unreached());
            case "left" -> end(offer, RingOutcome.REFUSED);
            case "taken" -> events.ring(offer, RingOutcome.TAKEN);
            case "talked" -> end(offer, RingOutcome.ENDED);
            case "gone" -> notFound(offer, bridge.getContact());
            case "failed" -> end(offer, RingOutcome.FAILED);
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
                            missed.put(offer, known);
                            link.lookSoon();
                        },
                        () -> end(offer, RingOutcome.CALLER_GONE));
    }

    private void tellOfMissed(LiveCalls calls) {
        missed.forEach((offer, contact) ->
                end(
                        offer,
                        calls.canBeOffered(contact)
                                ? RingOutcome.FAILED
                                : RingOutcome.CALLER_GONE));
        missed.clear();
    }

    /** Every server hears of every leg's end. */
    private void end(AssignmentId offer, RingOutcome outcome) {
        legs.remove(offer);
        events.ring(offer, outcome);
    }

    /** Only the server that rang knows what the answer to its Originate means. */
    private void on(AssignmentId offer, OriginateResponseEvent response) {
        var leg = legs.get(offer);
        if (leg != null && !"Success".equals(response.getResponse())) {
            var reason = response.getReason();
            var rangOut = (reason != null && reason == STILL_RINGING) || leg.hasRungOut();
            over(offer, rangOut ? RingOutcome.NO_ANSWER : RingOutcome.REFUSED);
        }
    }

    /** Ends a leg that nobody answered; after a cancel there is nothing to tell. */
    private void over(AssignmentId offer, RingOutcome outcome) {
        var leg = legs.remove(offer);
        if (leg != null && !leg.isCancelled()) {
            events.ring(offer, outcome);
        }
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
                .filter(offer -> !legs.containsKey(offer))
                .filter(offer -> calls.leg(offer).isEmpty())
                .forEach(offer -> events.ring(offer, RingOutcome.ENDED));
        engaged.stream()
                .filter(each -> !each.talking() && calls.areOf(each.asteriskSystem()))
                .map(Engagement::assignment)
                .filter(offer -> !legs.containsKey(offer) && calls.leg(offer).isEmpty())
                .filter(this::hasTalked)
                .forEach(offer -> events.ring(offer, RingOutcome.ENDED));
        calls.channels().stream()
                .filter(channel -> channel.bridge().isPresent())
                .flatMap(channel -> channel.leg().stream())
                .filter(offer -> !legs.containsKey(offer) && !talks.contains(offer))
                .forEach(offer -> events.ring(offer, RingOutcome.BRIDGED));
    }

    @Override
    public void compare(LiveCalls calls) {
        tellOfMissed(calls);
        legs.forEach((offer, leg) -> compare(offer, leg, calls));
    }

    private void compare(AssignmentId offer, AgentLeg leg, LiveCalls calls) {
        var channel = calls.leg(offer);
        if (channel.isPresent()) {
            leg.taken();
            goesOn(leg, channel.get(), calls);
        } else if (leg.age().compareTo(YOUNG) <= 0) {
            log.atDebug().addKeyValue("offer", offer).log("leg not seen yet");
        } else if (hasTalked(offer)) {
            end(offer, RingOutcome.ENDED);
        } else if (leg.isAnswered()) {
            end(offer, leg.mayBeUnheard() ? RingOutcome.FAILED : RingOutcome.ENDED);
        } else if (!leg.isTaken() || leg.ring().caller() instanceof Address.Nowhere) {
            over(offer, RingOutcome.FAILED);
        } else if (calls.canBeOffered(leg.ring().contact())) {
            over(offer, RingOutcome.NO_ANSWER);
        } else {
            over(offer, RingOutcome.CALLER_GONE);
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

    private static Optional<AssignmentId> offer(@Nullable String text) {
        return ChannelList.offer(text);
    }
}
