package io.recaller.notice;

import io.recaller.customer.Consents;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks once more, before a notice that was written down is sent: an outage may have kept it until
 * it is night, or over, or not agreed to any more. Any thread; the caller owns the Tx.
 */
public final class StillTold {
    private final CustomerZone zone;
    private final Consents consents = new Consents();
    private final RecipientRows recipients = new RecipientRows();

    /** Over one schema. */
    public StillTold(KnownFields fields, TellingRules rules) {
        this.zone = new CustomerZone(fields, rules);
    }

    /** What is done with its message. */
    public sealed interface Verdict {
        /** It is sent. */
        record Send() implements Verdict {}

        /** It is asked again then. */
        record Wait(Instant until) implements Verdict {}

        /** It is never sent. */
        record Drop(String why) implements Verdict {}
    }

    /**
     * Of a message of ours that is of no contact.
     *
     * @param message its place
     */
    public Verdict of(Tx tx, long message, Instant now) {
        return recipients
                .byMessage(tx, message)
                .map(each -> of(tx, each, now))
                .orElseGet(Verdict.Send::new);
    }

    private Verdict of(Tx tx, RecipientRows.OnItsWay one, Instant now) {
        if (!one.notice().runs(now)) {
            return new Verdict.Drop("the notice is over");
        }
        var agreed = consents.agreed(tx, one.customer(), Optional.empty());
        if (agreed.stream().noneMatch(each -> each.slug().equals(one.channel()))) {
            return new Verdict.Drop("the consent was withdrawn");
        }
        return zone.quietUntil(tx, one.customer(), now)
                .<Verdict>map(Verdict.Wait::new)
                .orElseGet(Verdict.Send::new);
    }
}
