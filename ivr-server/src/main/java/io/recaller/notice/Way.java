package io.recaller.notice;

import io.recaller.customer.Handle;
import io.recaller.message.MessageThread;
import java.util.List;
import java.util.Optional;

/** How one customer can be told something now. */
sealed interface Way {
    /**
     * By a message there.
     *
     * @param template what is sent instead, for nothing else may be sent there now
     */
    record Through(NoticeGateway gateway, MessageThread thread, Optional<Instead> template)
            implements Way {}

    /**
     * What is sent instead of a notice's words.
     *
     * @param named the template that the notice names, and what fills it; empty: the plain one
     */
    record Instead(String text, Optional<Named> named) {}

    /**
     * A template with what its fields are filled with.
     *
     * @param id its name in the settings
     */
    record Named(String id, List<String> values) {
        public Named {
            values = List.copyOf(values);
        }
    }

    /** By a call to that number. */
    record Call(Handle number) implements Way {}

    /** They are talking with us there just now: a menu of theirs would be out of sight. */
    record Busy() implements Way {}

    /**
     * Not at all.
     *
     * @param lacksField for a field of the template that the notice names is not known
     */
    record None(boolean lacksField) implements Way {}
}
