package io.recaller.continuation;

import io.recaller.contact.ContactId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What an agent shows on the page beside a call.
 *
 * @param step grows with whatever changes what the page shows
 * @param isWrong whether what was given last was no such value
 * @param answers what was given so far, by the field's name
 * @param why what ended it; empty: it is shown
 */
record PageShowing(
        UUID id,
        ContactId contact,
        Shown what,
        Instant at,
        int step,
        boolean isWrong,
        Map<String, String> answers,
        String why) {
    static final String FILLED = "filled";
    static final String TAKEN_BACK = "taken-back";
    static final String REPLACED = "replaced";

    PageShowing {
        answers = Map.copyOf(answers);
    }

    boolean isOpen() {
        return why.isEmpty();
    }

    /** Never what was given. */
    @Override
    public String toString() {
        return "PageShowing[" + what + " " + step + " " + why + "]";
    }
}
