package io.recaller.notice;

import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import io.recaller.db.Tx;
import io.recaller.message.ThreadId;
import io.recaller.message.UnaskedMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What customers were told, for who serves them. Any thread; the caller owns the Tx. */
public final class ToldNotices {
    private static final Duration SHOWN = Duration.ofDays(30);
    private static final int MOST = 5;

    private final UnreadRows rows = new UnreadRows();
    private final UnaskedMessages messages = new UnaskedMessages();

    /** Those of the last 30 days, the newest first, 5 at most. */
    public List<ToldNotice> of(Tx tx, CustomerId customer, Instant now) {
        return rows.told(tx, customer, now.minus(SHOWN), MOST);
    }

    /**
     * Who answers a notice has read it, whatever the gateway tells: it is not said to them again.
     *
     * @param isSure whether nobody else can have written there; else it is not said again in that
     *     contact only
     */
    public void answered(
            Tx tx, ThreadId thread, long message, ContactId contact, boolean isSure, Instant now) {
        messages.lastBefore(tx, thread, message)
                .ifPresent(notice -> {
                    if (isSure) {
                        rows.answered(tx, notice, contact, now);
                    } else {
                        rows.answeredByAnybody(tx, notice, contact);
                    }
                });
    }

    /** What a message answers that came in right after a notice; empty: none. */
    public Optional<Topic> answeredBy(Tx tx, ThreadId thread, long message, Instant now) {
        var notice = messages.lastBefore(tx, thread, message);
        return notice.isPresent() ? rows.toldBy(tx, notice.getAsLong(), now) : Optional.empty();
    }
}
