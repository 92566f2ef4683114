package io.recaller.callback;

import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Superseding;
import io.recaller.contact.Unreached;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The kept places. Each method works in the caller's transaction, which holds the contact's place
 * in the queue where it changes something. Any thread.
 */
public final class Callbacks {
    private static final Duration DAY = Duration.ofHours(24);
    private static final String TALKED = "talked";

    private final CallbackRules rules;
    private final CallbackRows rows = new CallbackRows();

    public Callbacks(CallbackRules rules) {
        this.rules = rules;
    }

    public CallbackRules rules() {
        return rules;
    }

    /** What came of a request. */
    public enum Answer {
        KEPT,
        /** One of this person is kept already. */
        HAS_ONE,
        /** This number was asked for, or asked, often enough today. */
        TOO_OFTEN
    }

    /** Whether it would be kept, as far as it can be told without holding anything. */
    public boolean mayAsk(Tx tx, Callback asked) {
        return of(tx, asked.customer(), asked.askedFrom()).isEmpty() && !isTooOften(tx, asked);
    }

    /** Keeps the place of a contact that waits. */
    public Answer ask(Tx tx, Callback asked) {
        rows.hold(tx, asked);
        if (isTooOften(tx, asked)) {
            return Answer.TOO_OFTEN;
        }
        return rows.insert(tx, asked) ? Answer.KEPT : Answer.HAS_ONE;
    }

    private boolean isTooOften(Tx tx, Callback asked) {
        return rows.requests(tx, asked, asked.askedAt().minus(DAY)) >= rules.aDay();
    }

    /** The place that is kept for a contact. */
    public Optional<Callback> find(Tx tx, ContactId contact) {
        return rows.find(tx, contact);
    }

    /** Those of one person: of the customer, or of the number of whom nobody knows. */
    public List<Callback> of(Tx tx, Optional<CustomerId> customer, Optional<Handle> number) {
        return rows.of(tx, customer, number);
    }

    /**
     * Those no agent is asked for now: their pause is not over, or their customer is on the
     * telephone with us.
     */
    public Set<ContactId> resting(Tx tx, Instant now) {
        var open = rows.open(tx);
        if (open.isEmpty()) {
            return Set.of();
        }
        var resting =
                open.stream()
                        .filter(each -> !each.isDue(now) || each.isSpent(rules))
                        .map(Callback::contact)
                        .collect(Collectors.toSet());
        resting.addAll(rows.onThePhone(tx, now));
        return resting;
    }

    /** Whoever asked for it has hung up: nobody has to wait for that any more. */
    public void hungUp(Tx tx, ContactId contact, Instant now) {
        rows.hungUp(tx, contact, now);
    }

    /** The customer is being rung; told again of the same assignment nothing is counted. */
    public void attempted(Tx tx, ContactId contact, UUID assignment, Instant now) {
        rows.attempted(tx, contact, assignment, now.plus(rules.pause()));
    }

    /** The attempt came to nothing. */
    public void unreached(Tx tx, ContactId contact, Unreached why, Instant now) {
        rows.unreached(tx, contact, why, now.plus(rules.pause()));
    }

    /** Whether there is no attempt left. */
    public boolean isSpent(Tx tx, ContactId contact) {
        return rows.find(tx, contact).map(each -> each.isSpent(rules)).orElse(true);
    }

    /** The two talk. */
    public void talked(Tx tx, ContactId contact, Instant now) {
        rows.close(tx, contact, TALKED, now);
    }

    /** Nobody is called back for this contact any more. */
    public void close(Tx tx, ContactId contact, Ended how, Instant now) {
        rows.close(tx, contact, how.why().slug(), now);
    }

    /** Those that are to be ended now, and how. */
    public Map<ContactId, Ended> over(Tx tx, Instant now) {
        var open = rows.open(tx);
        if (open.isEmpty()) {
            return Map.of();
        }
        var over = new LinkedHashMap<ContactId, Ended>();
        for (var each : open) {
            if (each.isSpent(rules) && each.isDue(now)) {
                over.put(each.contact(), new Ended.NotReached(why(each)));
            } else if (each.isTooOld(rules, now)) {
                over.put(each.contact(), new Ended.NotReached(Unreached.KEPT_TOO_LONG));
            }
        }
        rows.servedElsewhere(tx)
                .forEach(contact ->
                        over.put(contact, new Ended.Superseded(Superseding.SERVED_ELSEWHERE)));
        return over;
    }

    /** As the last attempt went; of one of which nothing was heard: nobody answered. */
    private static Unreached why(Callback spent) {
        return spent.unreached().orElse(Unreached.NO_ANSWER);
    }
}
