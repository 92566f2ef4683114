package io.recaller.asterisk.ami;

import io.recaller.contact.Address;
import io.recaller.routing.ring.Ring;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** One leg we rang and what became of it so far. Any thread may ask and tell. */
final class AgentLeg {
    /** What of a ring's time may be lost on the way to Asterisk and back. */
    private static final Duration SLACK = Duration.ofMillis(500);

    /** The dialplan says of an answer in less. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Ring ring;
    private final long beganAt;
    private volatile boolean taken;
    private volatile boolean reached;
    private volatile boolean pickedUp;
    private volatile long pickedUpAt;
    private volatile boolean heard;
    private final AtomicReference<State> state = new AtomicReference<>(State.RINGING);

    /**
     * @param beganAt as of {@link System#nanoTime()}
     */
    AgentLeg(Ring ring, long beganAt) {
        this.ring = ring;
        this.beganAt = beganAt;
    }

    Ring ring() {
        return ring;
    }

    /** Asterisk has said that it will ring. */
    void taken() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    /** Somebody has picked up, as Asterisk says of what it was asked to ring. */
    void pickedUp() {
        pickedUpAt = System.nanoTime();
        pickedUp = true;
    }

    /** The dialplan has it, and has said that a customer is called now. */
    void heard() {
        heard = true;
    }

    /** It is there. Where the dialplan says nothing all the same, it cannot: no look helps. */
    void seen() {
        if (isUnheard()) {
            heard = true;
        }
    }

    /** Whether the dialplan has had the time to say that it was answered, and says nothing. */
    boolean isUnheard() {
        return isPickedUpUnheard() && hasBeenMoment();
    }

    /** Whether the dialplan is about to say that it was answered. */
    boolean isAboutToBeHeard() {
        return isPickedUpUnheard() && !hasBeenMoment();
    }

    private boolean isPickedUpUnheard() {
        return pickedUp && !heard && state.get() == State.RINGING;
    }

    private boolean hasBeenMoment() {
        return System.nanoTime() - pickedUpAt >= MOMENT.toNanos();
    }

    /** The customer whose message was played has been called and has answered. */
    void reached() {
        reached = true;
    }

    /**
     * Whether it plays a message of whose end nothing is known: an answer alone is no hearing, and
     * the dialplan keeps it once there was one.
     */
    boolean mayBeUnheard() {
        return ring.caller() instanceof Address.Voicemail && !reached;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - beganAt);
    }

    boolean hasRungOut() {
        return age().plus(SLACK).compareTo(ring.ringFor()) >= 0;
    }

    /** True when it was ringing until now. */
    boolean answer() {
        return state.compareAndSet(State.RINGING, State.ANSWERED);
    }

    /** True when it was ringing until now: a talk is not cancelled. */
    boolean cancel() {
        return state.compareAndSet(State.RINGING, State.CANCELLED);
    }

    boolean isAnswered() {
        return state.get() == State.ANSWERED;
    }

    boolean isCancelled() {
        return state.get() == State.CANCELLED;
    }

    private enum State {
        RINGING,
        ANSWERED,
        CANCELLED
    }
}
