package io.recaller.experiment;

import java.util.Locale;

/** What can be said about a policy against the control group. */
public enum Verdict {
    /** Callers reach their option sooner; chance alone would hardly do that. */
    BETTER,
    /** They reach it later. */
    WORSE,
    /** What there is of a difference may be chance. */
    NO_DIFFERENCE_SEEN,
    /** Too few customers, in this arm or in the control group. */
    TOO_EARLY,
    /** The arms are not as large as they were drawn: something is wrong with the data. */
    NOT_TO_BE_TRUSTED;

    /** Its name in JSON. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
