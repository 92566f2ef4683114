package io.recaller.conversation;

import io.recaller.customer.TrustTier;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import java.util.Optional;

/**
 * A dialogue as somebody may see it who looks on beside its own door.
 *
 * @param turn empty: it is not for their eyes
 * @param hidden why it is not
 * @param field the name of the value that is asked; empty: none is
 * @param version to be given back with an answer
 * @param matched whether they may see what the contact itself may
 * @param trust as much as they are trusted
 * @param mayMatch whether number matching may be begun now
 * @param digits that they are to show, for number matching
 * @param isHandedOff whether it is given to agents: it stands still
 * @param over whether the contact has ended
 */
public record DialogueView(
        Optional<Turn> turn,
        Hidden hidden,
        String field,
        Language language,
        long version,
        boolean matched,
        TrustTier trust,
        boolean mayMatch,
        Optional<String> digits,
        boolean isHandedOff,
        boolean over) {

    /** Why a turn is not shown. */
    public enum Hidden {
        NOT,
        /** A PIN is asked: only at the contact's own door. */
        PIN,
        /** It takes more trust than they have. */
        PRIVATE
    }

    /** Never what was asked for by number matching. */
    @Override
    public String toString() {
        return "DialogueView[" + version + " " + hidden + "]";
    }
}
