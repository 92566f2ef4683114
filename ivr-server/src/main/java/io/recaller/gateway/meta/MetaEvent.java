package io.recaller.gateway.meta;

import io.recaller.channel.inbound.Incoming;
import io.recaller.customer.Handle;
import io.recaller.message.MessageState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What Meta tells of a conversation. */
sealed interface MetaEvent {
    /**
     * Somebody wrote or pressed.
     *
     * @param number theirs, where it is told beside what they are known by
     */
    record Wrote(Incoming incoming, Optional<Handle> number) implements MetaEvent {}

    /**
     * One of our messages got so far.
     *
     * @param seq ours, where Meta gives it back
     * @param externalId Meta's
     * @param state sent, delivered, read or failed
     * @param why in plain words, of one that failed
     */
    record Became(OptionalLong seq, String externalId, MessageState state, String why)
            implements MetaEvent {}

    /** All that was sent to a peer until then got so far. */
    record BecameUntil(String peer, Instant until, MessageState state) implements MetaEvent {}

    /** That message and all of ours before it were read. */
    record ReadUpTo(String peer, String externalId) implements MetaEvent {}

    /**
     * Something of ours, sent by us or by somebody in Meta's own inbox.
     *
     * @param isOurs whether it is known to be sent by us
     */
    record Echo(String peer, String externalId, String text, Instant at, boolean isOurs)
            implements MetaEvent {
        @Override
        public String toString() {
            return "Echo[" + externalId + "]";
        }
    }
}
