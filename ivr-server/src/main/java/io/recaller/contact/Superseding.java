package io.recaller.contact;

import io.recaller.contact.Ended.By;
import io.recaller.contact.Ended.Why;

/** Why somebody need not be called back any more. */
public enum Superseding implements Ended.Reason {
    CALLED_IN(By.CUSTOMER, Why.CALLED_IN),
    SERVED_ELSEWHERE(By.AGENT, Why.SERVED_ELSEWHERE);

    private final By by;
    private final Why why;

    Superseding(By by, Why why) {
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
}
