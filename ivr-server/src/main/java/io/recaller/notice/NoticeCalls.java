package io.recaller.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * What comes of calls that tell notices. Run it every few seconds: whose end nobody heard is asked
 * of Asterisk. Any number of servers; any thread; blocking.
 */
public final class NoticeCalls implements Runnable {
    private static final String SOURCE = "key 9 in a call of ours";

    /** A call this young may not have its channel yet. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    /** No call lasts so long: its Asterisk has come back under no name of ours. */
    private static final Duration LOST = Duration.ofHours(6);

    private final Database db;
    private final CallingRules rules;
    private final NoticeCaller caller;
    private final MeterRegistry meters;
    private final InstantSource clock;
    private final NoticeCallRows calls = new NoticeCallRows();
    private final RecipientRows recipients = new RecipientRows();
    private final Consents consents = new Consents();

    /** Over one schema. */
    public NoticeCalls(
            Database db,
            CallingRules rules,
            NoticeCaller caller,
            MeterRegistry meters,
            InstantSource clock) {
        this.db = db;
        this.rules = rules;
        this.caller = caller;
        this.meters = meters;
        this.clock = clock;
    }

    /** Told again, or of no call of ours, nothing changes. */
    public void ended(UUID call, CallOutcome outcome) {
        var isNews = db.<Boolean>inTransaction(tx -> end(tx, call, outcome, clock.instant()));
        if (isNews) {
            meters.counter("recaller.notice.calls", "outcome", outcome.slug()).increment();
        }
    }

    private boolean end(Tx tx, UUID call, CallOutcome outcome, Instant now) {
        var ended = calls.end(tx, call, outcome, now);
        ended.ifPresent(each -> {
            if (outcome.isTold()) {
                recipients.called(tx, each.due(), outcome == CallOutcome.HEARD, now);
            } else {
                if (outcome == CallOutcome.NEVER) {
                    consents.withdraw(tx, each.number(), ConsentChannel.CALL, SOURCE, now);
                }
                recipients.later(tx, each.due(), next(tx, each.due(), outcome, now));
            }
        });
        return ended.isPresent();
    }

    /** Whom no other call follows is told by another way at once. */
    private Instant next(Tx tx, RecipientRows.Due due, CallOutcome outcome, Instant now) {
        var isLast =
                outcome == CallOutcome.NEVER
                        || outcome == CallOutcome.UNKNOWN
                        || calls.of(tx, due).size() >= rules.attempts();
        return isLast ? now : now.plus(rules.pause());
    }

    @Override
    public void run() {
        var now = clock.instant();
        caller.system()
                .ifPresent(system ->
                        db.inTransaction(tx ->
                                        calls.openSince(tx, Optional.of(system), now.minus(YOUNG)))
                                .forEach(this::look));
        db.inTransaction(tx -> calls.openSince(tx, Optional.empty(), now.minus(LOST)))
                .forEach(call -> ended(call, CallOutcome.UNKNOWN));
    }

    private void look(UUID call) {
        switch (caller.fate(call)) {
            case NoticeCaller.Fate.Over(var outcome) -> ended(call, outcome);
            case NoticeCaller.Fate.Gone() -> ended(call, CallOutcome.UNKNOWN);
            case NoticeCaller.Fate.GoesOn(), NoticeCaller.Fate.NotKnown() -> {}
        }
    }
}
