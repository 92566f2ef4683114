package io.recaller.contact;

import io.recaller.contact.Ended.By;
import io.recaller.contact.Ended.Why;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why somebody was not called back; the slug is part of the dialplan's contract, but the last. */
public enum Unreached implements Ended.Reason {
    BUSY(By.CUSTOMER, Why.BUSY),
    NO_ANSWER(By.CUSTOMER, Why.NO_ANSWER),
    NOT_CONFIRMED(By.CUSTOMER, Why.NOT_CONFIRMED),
    OUT_OF_REACH(By.TELEPHONY, Why.OUT_OF_REACH),
    KEPT_TOO_LONG(By.RECALLER, Why.KEPT_TOO_LONG);

    private final By by;
    private final Why why;

    Unreached(By by, Why why) {
        this.by = by;
        this.why = why;
    }

    @Override
    public By by() {
        return by;
    }

    @Override
    public Why why() {
        return why;
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty for what is not a slug of these. */
    public static Optional<Unreached> of(String slug) {
        return Arrays.stream(values()).filter(each -> each.slug().equals(slug)).findAny();
    }
}
