package io.recaller.continuation;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Switches;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.message.ThreadId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends callers the link to their page: to the number that calls, or where its owner is surely who
 * reads, and nowhere else; once a call, a few times a day. Any thread; blocking.
 */
public final class PageLinks implements Switches {
    private static final Logger log = LoggerFactory.getLogger(PageLinks.class);

    private final Database db;
    private final CompanionRules rules;
    private final CallerInboxes inboxes;
    private final BooleanSupplier isHeard;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ContinuationRows rows = new ContinuationRows();

    /**
     * Links of one installation.
     *
     * @param doors by which they are sent, the first that reaches who owns the number
     * @param ids makes UUIDv7
     */
    public PageLinks(
            Database db,
            CompanionRules rules,
            List<LinkDoor> doors,
            BooleanSupplier isHeard,
            Supplier<UUID> ids,
            InstantSource clock) {
        this.isHeard = isHeard;
        this.db = db;
        this.rules = rules;
        this.inboxes = new CallerInboxes(rules, doors);
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public boolean offersPage(Arrival arrival) {
        return arrival.channel() == Channel.PHONE
                && arrival.address() instanceof Address.Call
                && inboxes.number(arrival).isPresent()
                && isHeard.getAsBoolean();
    }

    @Override
    public SwitchOutcome to(SwitchTarget target, Asked asked) {
        if (target != SwitchTarget.PAGE || !offersPage(asked.arrival())) {
            return SwitchOutcome.IMPOSSIBLE;
        }
        try {
            return db.inTransaction(tx -> sent(tx, asked))
                    ? SwitchOutcome.SENT
                    : SwitchOutcome.IMPOSSIBLE;
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("contactId", asked.contact())
                    .addKeyValue("error", failure.toString())
                    .log("no link can be sent, the call goes on without a page");
            return SwitchOutcome.IMPOSSIBLE;
        }
    }

    private boolean sent(Tx tx, Asked asked) {
        var number = inboxes.number(asked.arrival()).orElseThrow();
        inboxes.lock(tx, number);
        var now = clock.instant();
        if (rows.isOnItsWay(tx, asked.contact(), now)) {
            return true;
        }
        if (rows.isSent(tx, asked.contact()) || inboxes.isFull(tx, number, now)) {
            log.atInfo()
                    .addKeyValue("contactId", asked.contact())
                    .log("no link is sent: one was for this call, or too many were today");
            return false;
        }
        var thread = inboxes.thread(tx, number, now);
        thread.ifPresent(where -> send(tx, where, asked, now));
        return thread.isPresent();
    }

    private void send(Tx tx, ThreadId thread, Asked asked, Instant now) {
        var token = PageSecret.ofLink(random);
        var until = now.plus(CompanionRules.OPENED_WITHIN);
        rows.insert(tx, page(asked), token, now, until);
        inboxes.send(
                tx,
                thread,
                asked.contact(),
                LinkWords.message(asked.dialogue().language(), rules, token, until),
                now);
    }

    /**
     * Who opens it has that number's messages before them, which is a network's word and no more.
     */
    private Joined page(Asked asked) {
        var before = asked.arrival();
        var call =
                new Arrival(
                        before.channel(),
                        before.entry(),
                        before.handle(),
                        before.trust(),
                        Optional.of(asked.contact()),
                        asked.address(),
                        Optional.empty());
        return new Joined(ids.get(), asked.contact(), call, TrustTier.ATTESTED, 0);
    }

    @Override
    public boolean isTyping(ContactId contact) {
        return isKnown(tx -> rows.isTyping(tx, contact, clock.instant()));
    }

    @Override
    public boolean hasPage(ContactId contact) {
        return isKnown(tx -> rows.hasPage(tx, contact));
    }

    private boolean isKnown(Predicate<Tx> question) {
        try {
            return db.inTransaction(question::test);
        } catch (RuntimeException failure) {
            log.atDebug().setCause(failure).log("nothing is known of a page");
            return false;
        }
    }
}
