package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.transfer.Switchboard;
import io.recaller.transfer.Transfer;
import java.util.Optional;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.ManagerError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves callers and agents by AMI's {@code Redirect} between the contexts of our dialplan, each
 * found by what its channel carries. Any thread; waits for Asterisk's answers.
 */
final class AmiSwitchboard implements Switchboard {
    private static final Logger log = LoggerFactory.getLogger(AmiSwitchboard.class);

    /** The dialplan's word for what comes after a talk. */
    private static final String NEXT = "RECALLER_NEXT";

    private static final String HELD_BY = "RECALLER_HELD_BY";

    private final AmiLink link;
    private final AgentPhones phones;

    AmiSwitchboard(AmiLink link, AgentPhones phones) {
        this.link = link;
        this.phones = phones;
    }

    @Override
    public Optional<Reach> reach() {
        return link.reach();
    }

    @Override
    public Arranged arrange(Transfer where, Optional<Ring> ring) {
        var all = new All(LiveCalls.of("", link.channels()), where);
        return switch (where) {
            case Transfer.OnHold _ -> hold(all, "aside");
            case Transfer.Ringing _ -> {
                var held = hold(all, "ring");
                // Another server that died meanwhile may have rung already.
                yield held == Arranged.DONE && all.other().isEmpty() ? ring(ring) : held;
            }
            case Transfer.Consulting _ -> Arranged.DONE;
            case Transfer.Conference _ -> together(all);
            case Transfer.Calling _ -> call(all, ring);
            case Transfer.Queueing _ -> queue(all);
            case Transfer.TakingBack _ -> takeBack(all);
            case Transfer.Completing _ -> complete(all);
            case Transfer.Closed closed -> letGo(all, closed);
        };
    }

    /** Who takes part, each where it is now; empty: on no channel. */
    private record All(
            Optional<LiveChannel> caller,
            Optional<LiveChannel> agent,
            Optional<LiveChannel> other) {
        All(LiveCalls calls, Transfer where) {
            this(
                    calls.caller(where.contact()),
                    calls.leg(where.parties().talk()),
                    leg(where).flatMap(calls::leg));
        }

        private static Optional<AssignmentId> leg(Transfer where) {
            return where instanceof Transfer.Queueing(_, _, _, var leg)
                    ? leg
                    : where.other().map(Transfer.Other::leg);
        }
    }

    private Arranged hold(All all, String next) {
        if (all.caller().isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        if (all.agent().isEmpty()) {
            return Arranged.AGENT_GONE;
        }
        var caller = all.caller().get();
        var agent = all.agent().get();
        set(agent, NEXT, next);
        set(caller, HELD_BY, agent.name());
        if (caller.bridge().isPresent()) {
            return redirect(caller, "recaller-hold") ? Arranged.DONE : Arranged.CALLER_GONE;
        }
        return agent.bridge().isPresent() || redirect(agent, "recaller-aside")
                ? Arranged.DONE
                : Arranged.AGENT_GONE;
    }

    private Arranged ring(Optional<Ring> ring) {
        ring.ifPresent(phones::ring);
        return ring.isPresent() ? Arranged.DONE : Arranged.OTHER_GONE;
    }

    /** The agent is free once the caller has left the talk; one on hold hangs up here. */
    private Arranged call(All all, Optional<Ring> ring) {
        if (all.caller().isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        var caller = all.caller().get();
        ring.ifPresent(each -> set(caller, HELD_BY, each.assignment().toString()));
        var rung = all.other().isPresent() ? Arranged.DONE : ring(ring);
        if (rung == Arranged.DONE) {
            redirect(caller, "recaller-hold");
            all.agent().ifPresent(this::hangUp);
        }
        return rung;
    }

    private Arranged queue(All all) {
        if (all.caller().isEmpty() || !redirect(all.caller().get(), "recaller-wait")) {
            return Arranged.CALLER_GONE;
        }
        all.agent().ifPresent(this::hangUp);
        all.other().ifPresent(this::hangUp);
        return Arranged.DONE;
    }

    private Arranged takeBack(All all) {
        if (all.caller().isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        all.other().ifPresent(other -> set(other, NEXT, "over"));
        var isTogether = areTogether(all.caller(), all.agent());
        if (!isTogether
                && (all.agent().isEmpty() || !redirect(all.agent().get(), "recaller-take"))) {
            return Arranged.AGENT_GONE;
        }
        all.other().ifPresent(this::hangUp);
        return Arranged.DONE;
    }

    /** Of a conference the agent only leaves. */
    private Arranged complete(All all) {
        if (all.caller().isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        if (all.other().isEmpty()) {
            return Arranged.OTHER_GONE;
        }
        all.agent().ifPresent(agent -> set(agent, NEXT, "over"));
        if (!areTogether(all.caller(), all.other())
                && !redirect(all.other().get(), "recaller-take")) {
            return Arranged.OTHER_GONE;
        }
        all.agent().ifPresent(this::hangUp);
        return Arranged.DONE;
    }

    private Arranged together(All all) {
        if (all.caller().isEmpty()) {
            return Arranged.CALLER_GONE;
        }
        if (all.other().isEmpty()) {
            return Arranged.OTHER_GONE;
        }
        set(all.other().get(), NEXT, "join");
        return all.agent().isPresent() && redirect(all.agent().get(), "recaller-take")
                ? Arranged.DONE
                : Arranged.AGENT_GONE;
    }

    /** Who has nobody to talk to any more. */
    private Arranged letGo(All all, Transfer.Closed closed) {
        all.other()
                .filter(other -> !areTogether(all.agent(), Optional.of(other)))
                .ifPresent(this::hangUp);
        if (closed.outcome() == Transfer.Outcome.CALLER_GONE) {
            all.agent().filter(agent -> agent.bridge().isEmpty()).ifPresent(this::hangUp);
        }
        return Arranged.DONE;
    }

    private static boolean areTogether(Optional<LiveChannel> one, Optional<LiveChannel> other) {
        return one.flatMap(LiveChannel::bridge).isPresent()
                && one.flatMap(LiveChannel::bridge).equals(other.flatMap(LiveChannel::bridge));
    }

    private void set(LiveChannel channel, String variable, String value) {
        link.send(new SetVarAction(Printable.of(channel.name()), variable, Printable.of(value)));
    }

    private boolean redirect(LiveChannel channel, String context) {
        var action = new RedirectAction();
        action.setChannel(Printable.of(channel.name()));
        action.setContext(context);
        action.setExten("s");
        action.setPriority(1);
        var answer = link.send(action);
        if (answer instanceof ManagerError error) {
            log.atInfo()
                    .addKeyValue("channel", channel.name())
                    .addKeyValue("context", context)
                    .addKeyValue("error", error.getMessage())
                    .log("a call cannot be moved");
            return false;
        }
        return true;
    }

    /** One that has hung up by itself is as good. */
    private void hangUp(LiveChannel channel) {
        link.send(new HangupAction(Printable.of(channel.name())));
    }
}
