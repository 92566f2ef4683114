package io.recaller.gateway.call;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * No more calls a second than a provider wants, one after the other: to be told that there were too
 * many costs more time, and some lock out who goes on. Of one server; what several say together is
 * for the provider to refuse. Any thread, in turn.
 */
public final class SendingRate {
    private final long gap;
    private final Semaphore turn = new Semaphore(1, true);

    /** Of whoever has the turn. */
    private long last;

    private SendingRate(long gap) {
        this.gap = gap;
        this.last = System.nanoTime() - gap;
    }

    public static SendingRate of(int perSecond) {
        return new SendingRate(Duration.ofSeconds(1).toNanos() / perSecond);
    }

    /** Empty: as fast as it goes. */
    public static SendingRate of(Optional<Integer> perSecond) {
        return perSecond.map(SendingRate::of).orElseGet(() -> new SendingRate(0));
    }

    /** Comes back when it is our turn: after as many gaps as others wait before us. */
    public void await() throws NotSentException {
        await(Duration.ofDays(1));
    }

    /**
     * As {@link #await()}.
     *
     * @param patience whoever has others before them for longer comes again after as long: a server
     *     that stops waits for those who are at it
     */
    public void await(Duration patience) throws NotSentException {
        try {
            if (!turn.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NotSentException(new Remedy.Again(patience, "others are sent before"));
            }
            try {
                TimeUnit.NANOSECONDS.sleep(last + gap - System.nanoTime());
                last = System.nanoTime();
            } finally {
                turn.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NotSentException(new Remedy.Again(Duration.ZERO, "the server stops"));
        }
    }
}
