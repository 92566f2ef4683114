package io.recaller.report;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an agent did. Contacts are counted where they were offered, each once; time is counted where
 * it was spent, and each moment as one thing.
 *
 * @param offered how often the phone rang
 * @param answered how often the two talked
 * @param noAnswer how often the agent let it ring
 * @param refused how often the phone refused, was busy or could not be reached
 * @param callerGone how often the caller had gone before the answer
 * @param failed how often telephony failed, at the ring or at the bridge
 * @param handled answered ones whose talk and wrap-up are over
 * @param talk the sum of the talks of the handled ones, without the time on hold
 * @param wrapUp the sum of the work after them
 * @param transfers what the agent did with talks, where that began; its time on hold is that of the
 *     handled ones, and not in {@code talk}
 * @param talking time spent so, also with a caller on hold
 * @param wrappingUp time spent so, with nobody on the line and nothing ringing
 * @param ringing time spent so
 * @param ready time with free hands, ready for the next
 * @param notReady time with free hands, at work but not ready, by the reason's slug
 */
public record AgentFigures(
        long offered,
        long answered,
        long noAnswer,
        long refused,
        long callerGone,
        long failed,
        long handled,
        Duration talk,
        Duration wrapUp,
        TransferFigures transfers,
        Duration talking,
        Duration wrappingUp,
        Duration ringing,
        Duration ready,
        SortedMap<String, Duration> notReady) {
    public AgentFigures {
        notReady = Collections.unmodifiableSortedMap(new TreeMap<>(notReady));
    }

    /** Average handling time: talk, hold and wrap-up. */
    public Optional<Duration> aht() {
        return Ratios.mean(talk.plus(transfers.hold()).plus(wrapUp), handled);
    }

    public Optional<Duration> meanHold() {
        return Ratios.mean(transfers.hold(), handled);
    }

    public Optional<Duration> meanTalk() {
        return Ratios.mean(talk, handled);
    }

    public Optional<Duration> meanWrapUp() {
        return Ratios.mean(wrapUp, handled);
    }

    /** Talking and wrapping up. */
    public Duration busy() {
        return talking.plus(wrappingUp);
    }

    /** Ready or rung, with nothing else in hand. */
    public Duration available() {
        return ready.plus(ringing);
    }

    public OptionalDouble occupancy() {
        return Ratios.share(busy(), busy().plus(available()));
    }

    public Duration notReadyInAll() {
        return notReady.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** From the sign-in to the sign-out, and whatever was in hand beyond. */
    public Duration signedIn() {
        return busy().plus(available()).plus(notReadyInAll());
    }

    /** Whether there is anything to tell of. */
    public boolean isNothing() {
        return offered == 0 && signedIn().isZero();
    }
}
