package io.recaller.contact;

import io.recaller.contact.Ended.By;
import io.recaller.contact.Ended.Why;

/** How the customer and we were parted, wherever that was. */
public sealed interface Parting extends Ended.Reason {
    /** Their line ended. */
    enum OfLine implements Parting {
        HUNG_UP(By.CUSTOMER, Why.HUNG_UP),
        LONGEST_CALL(By.TELEPHONY, Why.LONGEST_CALL),
        CALLED_ANEW(By.TELEPHONY, Why.CALLED_ANEW),
        LOST(By.TELEPHONY, Why.LINE_LOST);

        private final By by;
        private final Why why;

        OfLine(By by, Why why) {
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

    /** The agent left the talk. */
    enum OfAgent implements Parting {
        HUNG_UP;

        @Override
        public By by() {
            return By.AGENT;
        }

        @Override
        public Why why() {
            return Why.HUNG_UP;
        }
    }
}
