package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.DialogueStore.Beginning;
import io.recaller.conversation.DialogueStore.Saved;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Begins conversations, or enters them again. Any thread may use it; each {@link Talk} belongs to
 * one.
 */
public final class Conversations {
    private static final Duration RESUME_BUDGET = Duration.ofSeconds(2);

    private final Flows flows;
    private final ContextSource contexts;
    private final Supplier<ContactId> newContactId;
    private final Tools tools;

    public Conversations(
            Flows flows, ContextSource contexts, Supplier<ContactId> newContactId, Tools tools) {
        this.flows = flows;
        this.contexts = contexts;
        this.newContactId = newContactId;
        this.tools = tools;
    }

    /**
     * Identifies the caller and reads the context within the flow's budget, then begins the
     * dialogue, or enters it again when this contact was here before. Late context is a plain menu.
     *
     * @return empty when no flow serves the number dialled
     */
    public Optional<Talk> arrive(Arrival arrival) {
        return flows.forNumber(arrival.dialled()).map(flow -> arrive(arrival, flow));
    }

    private Talk arrive(Arrival arrival, Flow flow) {
        var now = tools.clock().instant();
        var look = tools.budgeted().start(() -> look(arrival, now));
        var seen = look.within(budget(arrival, flow));
        if (seen.isEmpty()) {
            tools.counters().contextLate();
        }
        return seen.flatMap(found -> resume(arrival, found, now))
                .orElseGet(() -> begin(arrival, flow, seen, look, now));
    }

    /** A plain menu costs little; starting again costs the caller all that was collected. */
    private static Duration budget(Arrival arrival, Flow flow) {
        return arrival.resuming().isPresent() ? RESUME_BUDGET : flow.contextBudget();
    }

    private Optional<Talk> resume(Arrival arrival, Look look, Instant now) {
        return look.version()
                .flatMap(flow ->
                        look.saved()
                                .map(saved -> {
                                    var talk = resumed(arrival, flow, saved, look.caller(), now);
                                    talk.takeOver();
                                    return talk;
                                }));
    }

    private Talk resumed(Arrival arrival, Flow flow, Saved saved, Caller caller, Instant now) {
        var context = caller.context(now, tools.zone(), saved.trust());
        var step = tools.engine().render(flow, saved.dialogue(), context);
        var beginning =
                new Beginning(
                        arrival.resuming().orElseThrow(),
                        arrival,
                        saved.customer(),
                        saved.trust(),
                        saved.dialogue(),
                        saved.startedAt());
        var journal = tools.journal(beginning).resumingAfter(saved.version());
        return new Talk(flow, beginning, caller, step, journal, tools);
    }

    private Talk begin(
            Arrival arrival,
            Flow flow,
            Optional<Look> seen,
            Budgeted.Pending<Look> look,
            Instant now) {
        var caller = seen.map(Look::caller).orElseGet(Caller::unknown);
        var trust = claimed(arrival);
        var language = flow.spoken(caller.language().orElse(flow.languages().getFirst()));
        Step step = tools.engine().begin(flow, language, caller.context(now, tools.zone(), trust));
        var beginning =
                new Beginning(
                        contact(arrival, seen),
                        arrival,
                        caller.customer(),
                        trust,
                        step.dialogue(),
                        now);
        var journal = tools.journal(beginning);
        var talk = new Talk(flow, beginning, caller, step, journal, tools);
        if (seen.isEmpty()) {
            talk.whoMayComeLate(look);
        }
        journal.begin();
        return talk;
    }

    /**
     * A contact that is over, or whose rows could not be read, is not written on: a new one begins.
     */
    private ContactId contact(Arrival arrival, Optional<Look> seen) {
        return arrival.resuming()
                .filter(_ -> seen.filter(look -> look.saved().isEmpty()).isPresent())
                .orElseGet(newContactId);
    }

    private Look look(Arrival arrival, Instant now) {
        var saved = arrival.resuming().flatMap(tools.dialogues()::load);
        var version =
                saved.filter(known -> !known.over())
                        .flatMap(known -> flows.version(known.dialogue().flowSha()));
        return new Look(saved, version, caller(arrival, saved, now));
    }

    private Caller caller(Arrival arrival, Optional<Saved> saved, Instant now) {
        return saved.flatMap(Saved::customer)
                .map(customer -> contexts.read(customer, now))
                .or(() -> arrival.caller().map(handle -> contexts.read(handle, now)))
                .orElseGet(() -> contexts.stranger(now));
    }

    private static TrustTier claimed(Arrival arrival) {
        if (arrival.caller().isEmpty()) {
            return TrustTier.UNKNOWN;
        }
        return arrival.attested() ? TrustTier.ATTESTED : TrustTier.CLAIMED;
    }

    /**
     * What one look at the memory brought.
     *
     * @param version of the flow to go on with; empty when there is nothing to go on with
     */
    record Look(Optional<Saved> saved, Optional<Flow> version, Caller caller) {}
}
