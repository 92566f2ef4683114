package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.DialogueStore.Beginning;
import io.recaller.conversation.DialogueStore.Saved;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.Step;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Begins conversations, or enters them again. Any thread may use it; each {@link Talk} belongs to
 * one.
 */
public final class Conversations {
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
        var seen = look.within(flow.contextBudget());
        if (seen.isEmpty()) {
            tools.counters().contextLate();
        }
        return seen.flatMap(Look::saved)
                .filter(saved -> !saved.over())
                .flatMap(saved -> resume(arrival, saved, seen.get().caller(), now))
                .orElseGet(() -> begin(arrival, flow, seen.map(Look::caller), look, now));
    }

    private Optional<Talk> resume(Arrival arrival, Saved saved, Caller caller, Instant now) {
        var contact = arrival.resuming().orElseThrow();
        return flows.version(saved.dialogue().flowSha())
                .map(flow -> {
                    var context = caller.context(now, tools.zone(), saved.trust());
                    var step = tools.engine().render(flow, saved.dialogue(), context);
                    var beginning =
                            new Beginning(
                                    contact,
                                    arrival,
                                    saved.customer(),
                                    saved.trust(),
                                    saved.dialogue(),
                                    saved.startedAt());
                    var journal = tools.journal(beginning).resumingAfter(saved.version());
                    return new Talk(flow, beginning, caller, step, journal, tools);
                });
    }

    private Talk begin(
            Arrival arrival,
            Flow flow,
            Optional<Caller> known,
            Budgeted.Pending<Look> look,
            Instant now) {
        var caller = known.orElseGet(Caller::unknown);
        var trust = claimed(arrival);
        var language = flow.spoken(caller.language().orElse(flow.languages().getFirst()));
        Step step = tools.engine().begin(flow, language, caller.context(now, tools.zone(), trust));
        var beginning =
                new Beginning(
                        arrival.resuming().orElseGet(newContactId),
                        arrival,
                        caller.customer(),
                        trust,
                        step.dialogue(),
                        now);
        var journal = tools.journal(beginning);
        var talk = new Talk(flow, beginning, caller, step, journal, tools);
        if (known.isEmpty()) {
            talk.whoMayComeLate(look);
        }
        journal.begin();
        return talk;
    }

    private Look look(Arrival arrival, Instant now) {
        var saved = arrival.resuming().flatMap(tools.dialogues()::load);
        return new Look(saved, caller(arrival, saved, now));
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

    /** What one look at the memory brought. */
    record Look(Optional<Saved> saved, Caller caller) {}
}
