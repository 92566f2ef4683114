package io.recaller.notice;

import io.recaller.customer.Handle;
import io.recaller.message.MessageThread;
import java.util.Optional;

/** How one customer can be told something now. */
sealed interface Way {
    /**
     * By a message there.
     *
     * @param template what is sent instead, for nothing else may be sent there now
     */
    record Through(NoticeGateway gateway, MessageThread thread, Optional<String> template)
            implements Way {}

    /** By a call to that number. */
    record Call(Handle number) implements Way {}

    /** They are talking with us there just now: a menu of theirs would be out of sight. */
    record Busy() implements Way {}

    /** Not at all. */
    record None() implements Way {}
}
