package io.recaller.routing.storm;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Ring;
import io.recaller.transfer.Switchboard.Arranged;
import io.recaller.transfer.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Asterisk in memory: who is on which line, and with whom. It does by itself what our dialplan
 * does, and what servers ask of it by AMI; it outlives all of them, and knows what is true.
 */
final class Telephones {
    enum Where {
        /** In the queue's music. */
        WAITING,
        TALKING,
        /** In the music of hold. */
        HELD,
        RING_GROUP,
        GONE
    }

    static final class Call {
        final ContactId id;
        final String number;
        Where where = Where.WAITING;
        @Nullable AssignmentId heldBy;

        /** By an agent, ever. */
        boolean isServed;

        boolean wasTransferred;
        boolean wantsCallback;

        Call(ContactId id, String number) {
            this.id = id;
            this.number = number;
        }
    }

    enum At {
        RINGING,
        /** The agent has answered, the customer is being called back. */
        CALLING_BACK,
        /** With the caller. */
        TALKING,
        /** With another agent. */
        CONSULTING,
        /** Alone, with the caller on hold. */
        ASIDE,
        /** The third in a talk. */
        JOINED,
        OVER
    }

    static final class Leg {
        final AssignmentId id;
        final Ring ring;
        final String rungBy;
        final Instant since;
        At at = At.RINGING;
        String next = "";
        @Nullable Leg partner;

        Leg(Ring ring, String rungBy, Instant since) {
            this.id = ring.assignment();
            this.ring = ring;
            this.rungBy = rungBy;
            this.since = since;
        }

        boolean isBridged() {
            return at == At.TALKING || at == At.CONSULTING || at == At.JOINED;
        }

        boolean isOutside() {
            return !ring.callerNumber().isEmpty();
        }
    }

    final Map<ContactId, Call> calls = new LinkedHashMap<>();
    final Map<AssignmentId, Leg> legs = new LinkedHashMap<>();

    /** The dialplan keeps that a leg has talked. */
    final Set<AssignmentId> talked = new HashSet<>();

    final List<String> wrongs = new ArrayList<>();
    private final Consumer<Told> everybody;

    Telephones(Consumer<Told> everybody) {
        this.everybody = everybody;
    }

    Call callsIn(ContactId contact, String number) {
        var call = new Call(contact, number);
        calls.put(contact, call);
        return call;
    }

    Optional<Call> live(ContactId contact) {
        return Optional.ofNullable(calls.get(contact)).filter(call -> call.where != Where.GONE);
    }

    Optional<Leg> leg(AssignmentId id) {
        return Optional.ofNullable(legs.get(id)).filter(leg -> leg.at != At.OVER);
    }

    List<Leg> live() {
        return legs.values().stream().filter(leg -> leg.at != At.OVER).toList();
    }

    List<Leg> at(At at) {
        return legs.values().stream().filter(leg -> leg.at == at).toList();
    }

    List<Call> calls(Where where) {
        return calls.values().stream().filter(call -> call.where == where).toList();
    }

    /** False: there is no such caller, or that leg is there already. */
    boolean ring(Ring ring, String server, Instant now) {
        var isBack = ring.caller() instanceof Address.Callback;
        if (legs.containsKey(ring.assignment()) || (!isBack && live(ring.contact()).isEmpty())) {
            return false;
        }
        legs.put(ring.assignment(), new Leg(ring, server, now));
        return true;
    }

    /** A phone is picked up. */
    void answers(Leg leg) {
        var asker = leg.ring.askedBy();
        if (asker.isPresent()) {
            var with = leg(asker.get()).filter(each -> each.at == At.ASIDE);
            with.ifPresentOrElse(agent -> consult(agent, leg), () -> over(leg, "gone"));
        } else if (leg.ring.caller() instanceof Address.Callback) {
            leg.at = At.CALLING_BACK;
            tell(leg, "calling");
        } else {
            live(leg.ring.contact())
                    .filter(call -> call.where != Where.RING_GROUP)
                    .ifPresentOrElse(
                            call -> {
                                tell(leg, "answered");
                                bridge(leg, call);
                            },
                            () -> over(leg, "gone"));
        }
    }

    private void consult(Leg agent, Leg other) {
        tell(other, "answered");
        talked.add(other.id);
        onePhoneOneTalk(other);
        agent.at = At.CONSULTING;
        other.at = At.CONSULTING;
        agent.partner = other;
        other.partner = agent;
    }

    /** Whom the agent of this leg calls back picks up and presses a key. */
    void isReached(Leg leg) {
        var call = calls.get(leg.ring.contact());
        if (call == null || isOnThePhone(call.number)) {
            isNotReached(leg, Unreached.BUSY);
            return;
        }
        tell(leg, "answered");
        bridge(leg, call);
    }

    boolean isOnThePhone(String number) {
        return calls.values().stream()
                .anyMatch(call -> call.where != Where.GONE && call.number.equals(number));
    }

    void isNotReached(Leg leg, Unreached why) {
        leg.at = At.OVER;
        everybody.accept(new Told.NotReached(leg.id, why));
    }

    private void bridge(Leg leg, Call call) {
        legsOf(call.id)
                .filter(each -> each != leg && each.at == At.TALKING)
                .forEach(other -> {
                    wrongs.add("a caller is taken out of a talk by another agent: " + call.id);
                    over(other, "talked");
                });
        onePhoneOneTalk(leg);
        call.where = Where.TALKING;
        call.heldBy = null;
        call.isServed |= !leg.isOutside();
        leg.at = At.TALKING;
        leg.partner = null;
        leg.next = "";
        talked.add(leg.id);
    }

    private void onePhoneOneTalk(Leg leg) {
        live().stream()
                .filter(each -> each != leg && each.at != At.RINGING && !leg.isOutside())
                .filter(each -> each.ring.station().equals(leg.ring.station()))
                .forEach(_ -> wrongs.add("two talks on one phone: " + leg.ring.station()));
    }

    private Stream<Leg> legsOf(ContactId contact) {
        return live().stream().filter(leg -> leg.ring.contact().equals(contact));
    }

    void ringsOut(Leg leg) {
        leg.at = At.OVER;
        everybody.accept(new Told.NotAnswered(leg.id, true));
    }

    void refuses(Leg leg) {
        leg.at = At.OVER;
        everybody.accept(new Told.NotAnswered(leg.id, false));
    }

    /** A server stops the ringing. */
    void cancel(AssignmentId id) {
        leg(id).filter(leg -> leg.at == At.RINGING).ifPresent(leg -> leg.at = At.OVER);
    }

    /** The dialplan helps who waits, where no server does. */
    void ringGroup(Call call) {
        call.where = Where.RING_GROUP;
        everybody.accept(new Told.LedToRingGroup(call.id));
    }

    void callerHangsUp(Call call) {
        call.where = Where.GONE;
        legsOf(call.id)
                .filter(leg -> leg.at == At.TALKING || leg.at == At.JOINED)
                .toList()
                .forEach(leg -> over(leg, "talked"));
        everybody.accept(new Told.CallerEnded(call.id));
    }

    /** By whoever sits at the phone, or by a server. */
    void hangsUp(Leg leg) {
        switch (leg.at) {
            case RINGING -> refuses(leg);
            case OVER -> {}
            case CALLING_BACK -> over(leg, "left");
            case ASIDE, JOINED -> over(leg, "talked");
            case TALKING -> {
                var third = legsOf(leg.ring.contact()).filter(each -> each.at == At.JOINED);
                var heir = third.findFirst();
                over(leg, "talked");
                heir.ifPresentOrElse(
                        other -> other.at = At.TALKING,
                        () ->
                                live(leg.ring.contact())
                                        .filter(call -> call.where == Where.TALKING)
                                        .ifPresent(this::callerHangsUp));
            }
            case CONSULTING -> {
                var partner = leg.partner;
                over(leg, "talked");
                if (partner != null && partner.at == At.CONSULTING) {
                    takes(partner);
                }
            }
        }
    }

    /** A key on the phone of an agent whose caller is on hold; or a server, or the dialplan. */
    void takes(Leg leg) {
        if (leg.next.equals("over")) {
            over(leg, "talked");
            return;
        }
        if (leg.next.equals("join")) {
            leg.at = At.JOINED;
            leg.partner = null;
            return;
        }
        live(leg.ring.contact())
                .ifPresentOrElse(
                        call -> {
                            tell(leg, "taken");
                            bridge(leg, call);
                        },
                        () -> over(leg, "talked"));
    }

    private void over(Leg leg, String word) {
        leg.at = At.OVER;
        tell(leg, word);
    }

    private void tell(Leg leg, String word) {
        everybody.accept(new Told.OfLeg(leg.id, leg.ring.contact(), word));
    }

    /** Five seconds have passed: who is alone looks whether anybody is there still. */
    void lookAround() {
        at(At.ASIDE).stream()
                .filter(leg -> live(leg.ring.contact()).isEmpty())
                .forEach(leg -> over(leg, "talked"));
        at(At.JOINED).stream()
                .filter(leg -> live(leg.ring.contact()).isEmpty())
                .forEach(leg -> over(leg, "talked"));
        calls(Where.HELD).stream()
                .filter(call -> call.heldBy == null || leg(call.heldBy).isEmpty())
                .forEach(call -> call.where = Where.WAITING);
    }

    /** As AmiSwitchboard does it. */
    Arranged arrange(Transfer where, Optional<Ring> ring, Consumer<Ring> phones) {
        var caller = live(where.contact());
        var agent = leg(where.parties().talk());
        var other =
                (where instanceof Transfer.Queueing(_, _, _, var queued)
                                ? queued
                                : where.other().map(Transfer.Other::leg))
                        .flatMap(this::leg);
        caller.ifPresent(call -> call.wasTransferred = true);
        return switch (where) {
            case Transfer.OnHold _ -> hold(caller, agent, "aside");
            case Transfer.Ringing _ -> {
                var held = hold(caller, agent, "ring");
                yield held == Arranged.DONE && other.isEmpty() ? rung(ring, phones) : held;
            }
            case Transfer.Consulting _ -> Arranged.DONE;
            case Transfer.Conference _ -> together(caller, agent, other);
            case Transfer.Calling _ -> call(caller, agent, other, ring, phones);
            case Transfer.Queueing _ -> queue(caller, agent, other);
            case Transfer.TakingBack _ -> takeBack(caller, agent, other);
            case Transfer.Completing _ -> complete(caller, agent, other);
            case Transfer.Closed closed -> letGo(agent, other, closed);
        };
    }

    private static Arranged rung(Optional<Ring> ring, Consumer<Ring> phones) {
        ring.ifPresent(phones);
        return ring.isPresent() ? Arranged.DONE : Arranged.OTHER_GONE;
    }

    private Arranged hold(Optional<Call> caller, Optional<Leg> agent, String next) {
        if (caller.isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        if (agent.isEmpty()) {
            return Arranged.AGENT_GONE;
        }
        agent.get().next = next;
        caller.get().heldBy = agent.get().id;
        if (caller.get().where == Where.TALKING) {
            leavesTheTalk(caller.get(), agent);
            caller.get().where = Where.HELD;
        } else if (!agent.get().isBridged()) {
            agent.get().at = At.ASIDE;
        }
        return Arranged.DONE;
    }

    /** The caller is moved: who talked with them is alone. */
    private void leavesTheTalk(Call call, Optional<Leg> agent) {
        legsOf(call.id)
                .filter(leg -> leg.at == At.TALKING || leg.at == At.JOINED)
                .toList()
                .forEach(leg -> {
                    if (agent.filter(leg::equals).isPresent() && !leg.next.isEmpty()) {
                        leg.at = At.ASIDE;
                    } else {
                        over(leg, "talked");
                    }
                });
    }

    private Arranged call(
            Optional<Call> caller,
            Optional<Leg> agent,
            Optional<Leg> other,
            Optional<Ring> ring,
            Consumer<Ring> phones) {
        if (caller.isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        ring.ifPresent(each -> caller.get().heldBy = each.assignment());
        var rung = other.isPresent() ? Arranged.DONE : rung(ring, phones);
        if (rung == Arranged.DONE) {
            leavesTheTalk(caller.get(), Optional.empty());
            caller.get().where = Where.HELD;
            agent.flatMap(leg -> leg(leg.id)).ifPresent(this::hangsUp);
        }
        return rung;
    }

    private Arranged queue(Optional<Call> caller, Optional<Leg> agent, Optional<Leg> other) {
        if (caller.isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        leavesTheTalk(caller.get(), Optional.empty());
        caller.get().where = Where.WAITING;
        Stream.concat(agent.stream(), other.stream())
                .filter(leg -> leg.at != At.OVER)
                .forEach(this::letGo);
        return Arranged.DONE;
    }

    /** Hung up by us, and nobody is to take the caller for it. */
    private void letGo(Leg leg) {
        var partner = leg.partner;
        if (leg.at == At.CONSULTING && partner != null && partner.at == At.CONSULTING) {
            partner.next = "over";
        }
        hangsUp(leg);
    }

    private Arranged takeBack(Optional<Call> caller, Optional<Leg> agent, Optional<Leg> other) {
        if (caller.isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        other.ifPresent(leg -> leg.next = "over");
        if (!isWithTheCaller(agent)) {
            if (agent.isEmpty()) {
                return Arranged.AGENT_GONE;
            }
            var was = agent.get().partner;
            agent.get().next = "";
            takes(agent.get());
            if (was != null && was.at == At.CONSULTING) {
                takes(was);
            }
        }
        other.flatMap(leg -> leg(leg.id)).ifPresent(this::hangsUp);
        return Arranged.DONE;
    }

    private Arranged complete(Optional<Call> caller, Optional<Leg> agent, Optional<Leg> other) {
        if (caller.isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        if (other.isEmpty()) {
            return Arranged.OTHER_GONE;
        }
        agent.ifPresent(leg -> leg.next = "over");
        if (other.get().at == At.RINGING) {
            return Arranged.OTHER_GONE;
        }
        if (!isWithTheCaller(other) && other.get().at != At.JOINED) {
            var was = other.get().partner;
            other.get().next = "";
            takes(other.get());
            if (was != null && was.at == At.CONSULTING) {
                takes(was);
            }
        }
        agent.flatMap(leg -> leg(leg.id)).ifPresent(this::hangsUp);
        return Arranged.DONE;
    }

    private Arranged together(Optional<Call> caller, Optional<Leg> agent, Optional<Leg> other) {
        if (caller.isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        if (other.isEmpty()) {
            return Arranged.OTHER_GONE;
        }
        if (agent.isEmpty()) {
            return Arranged.AGENT_GONE;
        }
        other.get().next = "join";
        agent.get().next = "";
        if (!isWithTheCaller(agent)) {
            takes(agent.get());
        }
        if (other.get().at == At.CONSULTING) {
            takes(other.get());
        }
        return Arranged.DONE;
    }

    private Arranged letGo(Optional<Leg> agent, Optional<Leg> other, Transfer.Closed closed) {
        other.filter(leg -> !areTogether(agent, leg)).ifPresent(this::letGo);
        if (closed.outcome() == Transfer.Outcome.CALLER_GONE) {
            agent.flatMap(leg -> leg(leg.id))
                    .filter(leg -> !leg.isBridged())
                    .ifPresent(this::hangsUp);
        }
        return Arranged.DONE;
    }

    private static boolean areTogether(Optional<Leg> agent, Leg other) {
        return agent.filter(leg ->
                        (leg.at == At.CONSULTING && leg.partner == other)
                                || (leg.at == At.TALKING && other.at == At.JOINED)
                                || (leg.at == At.JOINED && other.at == At.TALKING))
                .isPresent();
    }

    private static boolean isWithTheCaller(Optional<Leg> leg) {
        return leg.filter(each -> each.at == At.TALKING).isPresent();
    }
}
