package io.recaller.message;

import java.util.Locale;

/** How far a message got: one that came in, then one that goes out. It only moves forward. */
public enum MessageState {
    RECEIVED,
    /** Answered, or before the eyes of whoever answers. */
    HANDLED,
    /** Said together with what comes next. */
    DRAFT,
    QUEUED,
    SENT,
    DELIVERED,
    READ,
    FAILED;

    /** As rows and JSON carry it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MessageState of(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT));
    }

    /** What a message may be in for this to be news of it. */
    boolean mayFollow(MessageState before) {
        return switch (this) {
            case SENT -> before == QUEUED;
            case DELIVERED -> before == QUEUED || before == SENT;
            case READ -> before == QUEUED || before == SENT || before == DELIVERED;
            case FAILED -> before == QUEUED || before == SENT;
            case HANDLED -> before == RECEIVED;
            case RECEIVED, DRAFT, QUEUED -> false;
        };
    }
}
