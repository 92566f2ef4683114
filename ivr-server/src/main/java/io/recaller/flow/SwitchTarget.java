package io.recaller.flow;

import java.util.Locale;

/** Where a dialogue can go on, or be shown beside a call; in lower case as flows write it. */
public enum SwitchTarget {
    /** A page beside the call: both show the same dialogue. */
    PAGE,
    CHAT,
    SMS,
    EMAIL,
    TELEGRAM,
    /** By telephone: they call. */
    CALL,
    /** By telephone: they are called. */
    CALL_BACK;

    /** As flows write it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
