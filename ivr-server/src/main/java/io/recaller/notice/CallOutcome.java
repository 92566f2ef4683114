package io.recaller.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came of a call that was to tell a notice; the lower case name with hyphens is in rows. */
public enum CallOutcome {
    /** To its end. */
    HEARD,
    /** They wished to hear it, and hung up in it. */
    LEFT,
    /** They want to be called with nothing any more. */
    NEVER,
    /** Somebody or something answered, and pressed no key. */
    NOT_CONFIRMED,
    BUSY,
    NO_ANSWER,
    OUT_OF_REACH,
    /** Nobody heard of it any more: whether anybody was rung is not known. */
    UNKNOWN;

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty: the dialplan is another version's. */
    public static Optional<CallOutcome> of(String slug) {
        return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findFirst();
    }

    boolean isTold() {
        return this == HEARD || this == LEFT;
    }
}
