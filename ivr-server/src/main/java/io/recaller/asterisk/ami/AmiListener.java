package io.recaller.asterisk.ami;

import io.recaller.asterisk.ami.wire.LiveCalls;
import org.asteriskjava.manager.event.ManagerEvent;

/** Gets what comes over the {@link AmiLink}, in order, on its one consumer thread. */
interface AmiListener {
    void on(ManagerEvent event);

    /**
     * The state was read: the link was made, for the first time or again, and what happened before
     * was not heard; or it was time to look.
     *
     * @param calls what Asterisk has now
     * @throws RuntimeException when it cannot be told now: it is read again soon
     */
    void compare(LiveCalls calls);

    /** Some time has gone by, half a second at most. */
    default void tick() {}
}
