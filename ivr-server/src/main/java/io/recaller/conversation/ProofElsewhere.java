package io.recaller.conversation;

import io.recaller.customer.CustomerId;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Who a contact is, proved elsewhere than in the contact itself. Belongs to the thread that serves
 * it.
 */
public final class ProofElsewhere {
    private final Identified who;
    private final LiveDialogue live;

    ProofElsewhere(Identified who, LiveDialogue live) {
        this.who = who;
        this.live = live;
    }

    /** Who must prove who they are now; empty: nobody must. */
    public Optional<PinPages.Asked> asked() {
        return live.turn() instanceof Turn.Verify
                ? Optional.of(
                        new PinPages.Asked(
                                who.asked(),
                                live.dialogue().node(),
                                live.dialogue().wrongProofs(),
                                live.language()))
                : Optional.empty();
    }

    /** They have proved who they are; nothing is to be checked. */
    public Next accepted(CustomerId customer) {
        who.proved(customer);
        return next(Input.Verdict.ACCEPTED);
    }

    /** They cannot prove who they are, wherever they might. */
    public Next impossible() {
        return next(Input.Verdict.EXHAUSTED);
    }

    private Next next(Input.Verdict verdict) {
        live.next(new Input.Proof(verdict), List.of());
        return new Next.Render();
    }
}
