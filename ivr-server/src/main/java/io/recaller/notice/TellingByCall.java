package io.recaller.notice;

import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import io.recaller.notice.NoticeCaller.Placed;
import io.recaller.notice.RecipientRows.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides on calls that tell notices, within what the operator pays for. A call is a row before
 * anybody is rung: whoever is killed then has rung at most once. Any thread; the caller owns the
 * Tx.
 */
final class TellingByCall {
    /** Longer than any call: its end is told, or asked for, before. */
    private static final Duration OPEN_FOR = Duration.ofMinutes(1);

    /** What is to be said was not made yet: it is being made. */
    private static final Duration SOUND_WITHIN = Duration.ofSeconds(5);

    private static final Duration AFTER_A_FULL_DAY = Duration.ofHours(1);

    /** Waiting calls are as one more door, to be looked at now and then. */
    private static final String DOOR = "call";

    private final NoticeCaller caller;
    private final CallingRules rules;
    private final Supplier<UUID> ids;
    private final NoticePace pace;
    private final NoticeCallRows calls = new NoticeCallRows();

    /**
     * @param ids makes the ids of calls
     */
    TellingByCall(NoticeCaller caller, CallingRules rules, Supplier<UUID> ids, NoticePace pace) {
        this.caller = caller;
        this.rules = rules;
        this.ids = ids;
        this.pace = pace;
    }

    CallingRules rules() {
        return rules;
    }

    /** How far calls of one notice to one customer have come. */
    sealed interface Tried {
        /** Another one may follow. */
        record Not() implements Tried {}

        record GoesOn() implements Tried {}

        /** They are told by another way, if at all. */
        record InVain(CallOutcome last) implements Tried {}
    }

    Tried tried(Tx tx, Due due) {
        var ended = calls.of(tx, due);
        if (ended.isEmpty()) {
            return new Tried.Not();
        }
        return ended.getFirst()
                .<Tried>map(last ->
                        last == CallOutcome.UNKNOWN || ended.size() >= rules.attempts()
                                ? new Tried.InVain(last)
                                : new Tried.Not())
                .orElseGet(Tried.GoesOn::new);
    }

    /** What is done with one. */
    sealed interface Decision {
        /** It is written down: to be made once that is committed; looked at again then. */
        record Made(Placed call, Instant then) implements Decision {}

        record Wait(Instant until) implements Decision {}
    }

    Decision decide(
            Tx tx, Due due, Notice notice, Handle number, List<String> languages, Instant now) {
        var said = notice.spoken(languages);
        var system = caller.system();
        calls.hold(tx);
        if (system.isEmpty() || calls.goingOn(tx) >= rules.atOnce()) {
            return putOff(now);
        }
        if (calls.withinADay(tx, now) >= rules.aDay()) {
            return new Decision.Wait(now.plus(AFTER_A_FULL_DAY));
        }
        if (!caller.isReady(said.getKey(), said.getValue())) {
            return new Decision.Wait(now.plus(SOUND_WITHIN));
        }
        var call = new Placed(ids.get(), number, said.getKey(), said.getValue(), rules.ring());
        calls.insert(tx, call.call(), due, number, system.get(), now);
        pace.goesOn(DOOR);
        return new Decision.Made(call, stillOpen(now));
    }

    private Decision putOff(Instant now) {
        return new Decision.Wait(now.plus(pace.putOff(DOOR)));
    }

    /** When one that goes on is looked at again. */
    static Instant stillOpen(Instant now) {
        return now.plus(OPEN_FOR);
    }

    /** When they were rung for others, which disturbed them whether they answered or not. */
    List<Instant> rungForOthers(Tx tx, Due due, Instant since) {
        return calls.rungSince(tx, due.customer(), due.notice(), since);
    }
}
