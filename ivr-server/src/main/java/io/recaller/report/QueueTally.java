package io.recaller.report;

import io.recaller.routing.history.Wait;
import io.recaller.routing.plan.ServiceLevel;
import io.recaller.transfer.PastTransfer;
import java.time.Duration;
import java.time.Instant;

/** Counts the waits of one queue in one slice. One thread. */
final class QueueTally {
    private final ServiceLevel level;
    private final Duration shortAbandon;
    private long offered;
    private long answered;
    private long inTime;
    private long abandoned;
    private long abandonedShort;
    private long ringGroup;
    private long overflowed;
    private long closed;
    private long exited;
    private long callBacks;
    private long voicemails;
    private long waiting;
    private Duration waitedAnswered = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private long handled;
    private Duration talk = Duration.ZERO;
    private Duration wrapUp = Duration.ZERO;
    private Duration busy = Duration.ZERO;
    private Duration available = Duration.ZERO;
    private final TransferTally transfers = new TransferTally();
    private final PromiseTally promises = new PromiseTally();

    QueueTally(ServiceLevel level, Duration shortAbandon) {
        this.level = level;
        this.shortAbandon = shortAbandon;
    }

    /** By what was agreed for the queue. */
    static QueueTally of(ServiceRules rules, String queue) {
        return new QueueTally(rules.of(queue), rules.shortAbandon());
    }

    void add(Wait wait, Instant now) {
        var waited = wait.waited(now);
        offered++;
        wait.truth(now).ifPresent(promises::add);
        if (wait.calledBack()) {
            callBacks++;
            handled(wait);
            return;
        }
        if (wait.voicemail()) {
            voicemails++;
            handled(wait);
            return;
        }
        longest = waited.compareTo(longest) > 0 ? waited : longest;
        if (wait.outcome().isEmpty()) {
            waiting++;
            return;
        }
        switch (wait.outcome().get()) {
            case ANSWERED -> answered(wait, waited);
            case ABANDONED -> {
                if (waited.compareTo(shortAbandon) < 0) {
                    abandonedShort++;
                } else {
                    abandoned++;
                }
            }
            case RING_GROUP -> ringGroup++;
            case OVERFLOWED -> overflowed++;
            case CLOSED -> closed++;
            case EXITED -> exited++;
            case NOT_REACHED, SUPERSEDED ->
                    throw new IllegalArgumentException("of a call-back only: " + wait.outcome());
            case REQUEUED -> throw new IllegalArgumentException("another wait goes on with it");
        }
    }

    private void answered(Wait wait, Duration waited) {
        answered++;
        waitedAnswered = waitedAnswered.plus(waited);
        if (waited.compareTo(level.within()) <= 0) {
            inTime++;
        }
        handled(wait);
    }

    private void handled(Wait wait) {
        if (wait.talk().isPresent() && wait.wrapUp().isPresent()) {
            handled++;
            talk = talk.plus(wait.talk().get());
            wrapUp = wrapUp.plus(wait.wrapUp().get());
        }
    }

    /** Of a talk of one of the contacts. */
    void add(PastTransfer transfer) {
        transfers.add(transfer);
        transfers.held(transfer.held());
    }

    void worked(Duration busyFor, Duration availableFor) {
        busy = busy.plus(busyFor);
        available = available.plus(availableFor);
    }

    /** Of the same queue in another slice; agents' time is not added. */
    void add(QueueTally other) {
        offered += other.offered;
        answered += other.answered;
        inTime += other.inTime;
        abandoned += other.abandoned;
        abandonedShort += other.abandonedShort;
        ringGroup += other.ringGroup;
        overflowed += other.overflowed;
        closed += other.closed;
        exited += other.exited;
        callBacks += other.callBacks;
        voicemails += other.voicemails;
        waiting += other.waiting;
        waitedAnswered = waitedAnswered.plus(other.waitedAnswered);
        longest = other.longest.compareTo(longest) > 0 ? other.longest : longest;
        handled += other.handled;
        talk = talk.plus(other.talk);
        wrapUp = wrapUp.plus(other.wrapUp);
        transfers.add(other.transfers);
        promises.add(other.promises);
    }

    /** Of agents' time the other's, which is of every slice. */
    void workedAs(QueueTally other) {
        busy = other.busy;
        available = other.available;
    }

    QueueFigures figures() {
        return new QueueFigures(
                offered,
                answered,
                inTime,
                abandoned,
                abandonedShort,
                ringGroup,
                overflowed,
                closed,
                exited,
                callBacks,
                voicemails,
                waiting,
                waitedAnswered,
                longest,
                handled,
                Ratios.without(talk, transfers.hold()),
                wrapUp,
                busy,
                available,
                transfers.figures(),
                promises.figures(),
                level);
    }
}
