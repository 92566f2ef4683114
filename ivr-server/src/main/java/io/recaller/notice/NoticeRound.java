package io.recaller.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.ContactStore;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.field.CustomerGroups;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.notice.NoticeCaller.Placed;
import io.recaller.notice.NoticeRows.Spreading;
import io.recaller.notice.RecipientRows.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of telling notices: writes down whom some are for, and tells some of those whom it is
 * time to tell. Run it every few seconds, on any number of servers. Any thread; blocking.
 */
public final class NoticeRound implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeRound.class);

    private static final int SPREAD_AT_ONCE = 500;
    private static final int TOLD_AT_ONCE = 100;
    private static final int MOST_TRIES = 5;

    /** What is left is for the next round: others wait for their turn too. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(10);

    private final Database db;
    private final Telling telling;
    private final CustomerGroups groups;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final NoticeRows notices = new NoticeRows();
    private final RecipientRows recipients;
    private final NoticePace pace;
    private final NoticeCaller caller;

    private NoticeRound(
            Database db,
            RecipientRows recipients,
            Telling telling,
            NoticePace pace,
            NoticeCaller caller,
            CustomerGroups groups,
            MeterRegistry meters,
            InstantSource clock) {
        this.pace = pace;
        this.caller = caller;
        this.db = db;
        this.recipients = recipients;
        this.telling = telling;
        this.groups = groups;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Over one schema.
     *
     * @param gateways by which customers can be told something, the better first
     * @param ids makes the ids of calls
     */
    public static NoticeRound of(
            Database db,
            CustomerStore customers,
            KnownFields fields,
            ContactStore contacts,
            List<NoticeGateway> gateways,
            TellingRules rules,
            NoticeCaller caller,
            CallingRules calling,
            Supplier<UUID> ids,
            MeterRegistry meters,
            InstantSource clock) {
        return of(
                db,
                customers,
                fields,
                contacts,
                gateways,
                rules,
                new NoticePace(NoticePace.MOST_QUEUED),
                caller,
                calling,
                ids,
                meters,
                clock);
    }

    /** As above, at another pace. */
    static NoticeRound of(
            Database db,
            CustomerStore customers,
            KnownFields fields,
            ContactStore contacts,
            List<NoticeGateway> gateways,
            TellingRules rules,
            NoticePace pace,
            NoticeCaller caller,
            CallingRules calling,
            Supplier<UUID> ids,
            MeterRegistry meters,
            InstantSource clock) {
        var recipients = new RecipientRows();
        return new NoticeRound(
                db,
                recipients,
                new Telling(
                        recipients,
                        customers,
                        fields,
                        contacts,
                        gateways,
                        rules,
                        pace,
                        new TellingByCall(caller, calling, ids, pace)),
                pace,
                caller,
                new CustomerGroups(customers, fields),
                meters,
                clock);
    }

    @Override
    public void run() {
        var end = clock.instant().plus(LONGEST);
        while (spreadSome() && clock.instant().isBefore(end)) {}
        while (tellSome() && clock.instant().isBefore(end)) {}
    }

    /** False: there is none to do. */
    private boolean spreadSome() {
        var found = new AtomicReference<Optional<NoticeId>>(Optional.empty());
        try {
            db.runInTransaction(tx ->
                    notices.spreading(tx, clock.instant())
                            .ifPresent(each -> {
                                found.set(Optional.of(each.notice().id()));
                                spread(tx, each);
                            }));
        } catch (RuntimeException fault) {
            later(found.get().orElseThrow(() -> fault), fault);
        }
        return found.get().isPresent();
    }

    /** What takes too long, too: it is no reason to tell nobody else anything. */
    private void later(NoticeId id, RuntimeException fault) {
        LOG.atError().addKeyValue("notice", id).setCause(fault).log("a notice is spread later");
        db.runInTransaction(tx -> notices.spreadLater(tx, id, clock.instant().plus(AFTER_A_FAULT)));
    }

    /** False: that were all. */
    private boolean tellSome() {
        var due =
                db.inTransaction(tx -> {
                    pace.look(tx);
                    return recipients.due(tx, clock.instant(), TOLD_AT_ONCE);
                });
        due.forEach(this::tell);
        return due.size() == TOLD_AT_ONCE;
    }

    private void spread(Tx tx, Spreading spreading) {
        var notice = spreading.notice();
        var now = clock.instant();
        var page =
                notice.segment()
                        .map(name -> groups.ofSegment(tx, name, spreading.after(), SPREAD_AT_ONCE))
                        .orElseGet(() ->
                                groups.ofArea(
                                        tx,
                                        notice.area().orElseThrow(),
                                        spreading.after(),
                                        now,
                                        SPREAD_AT_ONCE));
        notices.add(tx, notice.id(), page.customers(), now);
        page.last()
                .filter(_ -> notice.runs(now))
                .ifPresentOrElse(
                        last -> notices.spreadUpTo(tx, notice.id(), last),
                        () -> notices.isSpread(tx, notice.id(), now));
    }

    private void tell(Due due) {
        try {
            var placed = new AtomicReference<Optional<Placed>>(Optional.empty());
            var came =
                    db.inTransaction(tx -> {
                        placed.set(Optional.empty());
                        return told(
                                tx, due, call -> placed.set(Optional.of(call)), clock.instant());
                    });
            came.ifPresent(this::count);
            placed.get().ifPresent(caller::call);
        } catch (DatabaseUnavailableException away) {
            throw away;
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("notice", due.notice())
                    .setCause(fault)
                    .log("a notice is told later");
            db.runInTransaction(tx -> afterAFault(tx, due));
        }
    }

    private Optional<String> told(Tx tx, Due due, Consumer<Placed> placed, Instant now) {
        return recipients
                .claim(tx, due, now)
                .flatMap(notice -> telling.tell(tx, due, notice, placed, now));
    }

    private void count(String outcome) {
        meters.counter("recaller.notices", "outcome", outcome).increment();
    }

    /** What never works must not be tried for ever. */
    private void afterAFault(Tx tx, Due due) {
        if (recipients.failed(tx, due, clock.instant().plus(AFTER_A_FAULT)) >= MOST_TRIES) {
            recipients.end(tx, due, RecipientState.UNREACHABLE, "fault");
        }
    }
}
