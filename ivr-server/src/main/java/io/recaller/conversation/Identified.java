package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.engine.Dialogue;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who is served, as it becomes known: by their number, by a context that came late, by a PIN, or
 * because another has taken their place. Belongs to the thread that serves it.
 */
final class Identified {
    /** Whom a PIN proved is worth waiting for: what they hear next is theirs. */
    private static final Duration AFTER_A_PROOF = Duration.ofSeconds(2);

    private final ContactId contact;
    private final Duration contextBudget;
    private final ContextSource contexts;
    private final Tools tools;
    private Arrival arrival;
    private Caller caller;
    private TrustTier trust;
    private Optional<Budgeted.Pending<Conversations.Look>> late = Optional.empty();

    /**
     * @param contextBudget how long a look at somebody else may take, as the flow says
     */
    Identified(
            DialogueStore.Beginning beginning,
            Caller caller,
            Duration contextBudget,
            ContextSource contexts,
            Tools tools) {
        this.contact = beginning.contact();
        this.arrival = beginning.arrival();
        this.trust = beginning.trust();
        this.caller = caller;
        this.contextBudget = contextBudget;
        this.contexts = contexts;
        this.tools = tools;
    }

    Arrival arrival() {
        return arrival;
    }

    Caller caller() {
        return caller;
    }

    TrustTier trust() {
        return trust;
    }

    /** What what comes of the last answer may know. */
    Context context(Dialogue dialogue) {
        return tools.context(caller, tools.clock().instant(), dialogue.trusted(trust), arrival);
    }

    void whoMayComeLate(Budgeted.Pending<Conversations.Look> look) {
        late = Optional.of(look);
    }

    /** Whether a look that was late is over, and who it was has been taken from it. */
    boolean adoptedLateContext() {
        if (late.isEmpty() || !late.get().isOver()) {
            return false;
        }
        caller = late.get().now().map(Conversations.Look::caller).orElse(caller);
        late = Optional.empty();
        return true;
    }

    /**
     * Another is here. What the one before proved is not theirs: they are trusted as far as their
     * number goes, by which they may be somebody known.
     *
     * @return whether it makes a difference
     */
    boolean replacedBy(Newcomer newcomer) {
        var isOfOneNumber = arrival.handle().equals(newcomer.handle());
        if (isOfOneNumber && !trust.atLeast(TrustTier.ATTESTED)) {
            return false;
        }
        arrival = arrival.from(newcomer.handle());
        trust = arrival.trust();
        if (!isOfOneNumber) {
            lookWhoItIs();
        }
        return true;
    }

    private void lookWhoItIs() {
        var now = tools.clock().instant();
        var who = arrival.handle();
        var look =
                look(() ->
                        who.map(handle -> contexts.read(handle, now))
                                .orElseGet(() -> contexts.stranger(now)));
        caller =
                look.within(contextBudget)
                        .map(Conversations.Look::caller)
                        .orElseGet(Caller::unknown);
    }

    /** Checks a PIN; a right one tells who it is. */
    PinChecks.Proof prove(String pin) {
        var proof = tools.proofs().check(asked(), pin, tools.clock().instant());
        if (proof instanceof PinChecks.Proof.Accepted(CustomerId customer)) {
            proved(customer);
        }
        return proof;
    }

    /** Who is asked for a PIN. */
    PinChecks.Asked asked() {
        return new PinChecks.Asked(contact, caller.customer(), arrival.handle(), arrival.trust());
    }

    /** They have proved that they are this customer. */
    void proved(CustomerId customer) {
        trust = TrustTier.VERIFIED;
        turnsOutToBe(customer);
    }

    /**
     * A proof may tell that the caller is not who they were taken for, or somebody at all. What is
     * known of them is waited for; when it does not come, it comes late.
     */
    private void turnsOutToBe(CustomerId customer) {
        if (caller.customer().filter(customer::equals).isPresent()) {
            return;
        }
        var now = tools.clock().instant();
        var _ = look(() -> contexts.read(customer, now)).within(AFTER_A_PROOF);
        caller = caller.turnedOutToBe(customer);
    }

    private Budgeted.Pending<Conversations.Look> look(Supplier<Caller> read) {
        var look = tools.budgeted().start(() -> Conversations.Look.at(read.get()));
        late = Optional.of(look);
        return look;
    }
}
