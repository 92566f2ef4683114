package io.recaller.recommendation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a recommendation in a contact. */
public enum OutcomeState {
    /** It would have been shown, but the customer is of the control group. */
    WITHHELD,
    /** It was shown; nobody said what came of it. */
    SHOWN,
    ACCEPTED,
    DECLINED,
    /** It does not fit this customer. */
    WRONG;

    /** As in rows and on the desk. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody said what came of it. */
    public boolean isAnswer() {
        return this == ACCEPTED || this == DECLINED || this == WRONG;
    }

    /** An answer written so; empty when it is none. */
    public static Optional<OutcomeState> answer(String slug) {
        return Arrays.stream(values())
                .filter(each -> each.isAnswer() && each.slug().equals(slug))
                .findFirst();
    }

    static OutcomeState read(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
