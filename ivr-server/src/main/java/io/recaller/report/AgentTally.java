package io.recaller.report;

import io.recaller.agent.Availability;
import io.recaller.routing.history.Leg;
import io.recaller.transfer.PastTransfer;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** Counts what one agent did in one slice. One thread. */
final class AgentTally {
    private long offered;
    private long answered;
    private long noAnswer;
    private long refused;
    private long callerGone;
    private long failed;
    private long handled;
    private Duration talk = Duration.ZERO;
    private Duration wrapUp = Duration.ZERO;
    private final TransferTally transfers = new TransferTally();
    private Duration talking = Duration.ZERO;
    private Duration wrappingUp = Duration.ZERO;
    private Duration ringing = Duration.ZERO;
    private Duration ready = Duration.ZERO;
    private final TreeMap<String, Duration> notReady = new TreeMap<>();

    void add(Leg leg) {
        offered++;
        if (leg.connected().isPresent()) {
            if (leg.cameAbout()) {
                answered(leg);
            } else {
                failed++;
            }
        } else if (leg.outcome().isPresent()) {
            switch (leg.outcome().get()) {
                case NO_ANSWER -> noAnswer++;
                case REJECTED -> refused++;
                case CALLER_GONE -> callerGone++;
                case FAILED, EXPIRED, NOT_REACHED -> failed++;
                case ANSWERED -> throw new IllegalArgumentException("answered at no time");
            }
        }
    }

    private void answered(Leg leg) {
        answered++;
        if (leg.closed().isPresent()) {
            var connected = leg.connected().orElseThrow();
            var closed = leg.closed().get();
            var left = leg.wrapUp().orElse(closed);
            handled++;
            talk = talk.plus(between(connected, left));
            wrapUp = wrapUp.plus(between(left, closed));
        }
    }

    private static Duration between(Instant from, Instant to) {
        var span = Duration.between(from, to);
        return span.isNegative() ? Duration.ZERO : span;
    }

    /** Of one of the agent's talks, where that was put on hold or handed over. */
    void add(PastTransfer transfer) {
        transfers.add(transfer);
    }

    /** Of a talk that is counted here. */
    void held(Duration time) {
        transfers.held(time);
    }

    void spent(Doing doing, Duration time) {
        switch (doing) {
            case Doing.Talking _ -> talking = talking.plus(time);
            case Doing.WrappingUp _ -> wrappingUp = wrappingUp.plus(time);
            case Doing.Ringing _ -> ringing = ringing.plus(time);
            case Doing.Idle(Availability.Ready _) -> ready = ready.plus(time);
            case Doing.Idle(Availability.NotReady(var reason)) ->
                    notReady.merge(reason.slug(), time, Duration::plus);
            case Doing.Idle(Availability.LoggedOut _) -> {}
        }
    }

    void add(AgentTally other) {
        offered += other.offered;
        answered += other.answered;
        noAnswer += other.noAnswer;
        refused += other.refused;
        callerGone += other.callerGone;
        failed += other.failed;
        handled += other.handled;
        talk = talk.plus(other.talk);
        wrapUp = wrapUp.plus(other.wrapUp);
        transfers.add(other.transfers);
        talking = talking.plus(other.talking);
        wrappingUp = wrappingUp.plus(other.wrappingUp);
        ringing = ringing.plus(other.ringing);
        ready = ready.plus(other.ready);
        other.notReady.forEach((reason, time) -> notReady.merge(reason, time, Duration::plus));
    }

    AgentFigures figures() {
        return new AgentFigures(
                offered,
                answered,
                noAnswer,
                refused,
                callerGone,
                failed,
                handled,
                Ratios.without(talk, transfers.hold()),
                wrapUp,
                transfers.figures(),
                talking,
                wrappingUp,
                ringing,
                ready,
                notReady);
    }
}
