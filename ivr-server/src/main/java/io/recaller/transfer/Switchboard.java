package io.recaller.transfer;

import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import java.util.Optional;

/** Brings callers and agents together at an Asterisk; its door does it. Blocking; any thread. */
public interface Switchboard {
    /** Whose calls can be moved from here now; empty while none can. */
    Optional<Reach> reach();

    /**
     * Brings about what a state says. Doing it twice is as good as once.
     *
     * @param ring the phone that must ring in this state, if one must
     * @throws RuntimeException when it cannot be known whether it was done: try again
     */
    Arranged arrange(Transfer where, Optional<Ring> ring);

    /** What came of it. */
    enum Arranged {
        DONE,
        CALLER_GONE,
        AGENT_GONE,
        OTHER_GONE
    }
}
