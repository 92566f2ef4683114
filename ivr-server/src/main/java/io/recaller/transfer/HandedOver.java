package io.recaller.transfer;

import io.recaller.routing.assignment.AssignmentId;
import io.recaller.transfer.Transfer.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a talk in an agent's hands is with being handed over.
 *
 * @param assignment of the agent who looks
 * @param from who consults that agent; empty: it is that agent's own talk
 * @param to the name of who or what it is handed over to; empty: on hold only
 * @param outcome empty: goes on
 * @param since when the stage began
 */
public record HandedOver(
        AssignmentId assignment,
        Stage stage,
        Optional<String> from,
        Optional<String> to,
        Optional<Outcome> outcome,
        Instant since) {
    /** What the agent can do about it hangs on this. */
    public enum Stage {
        ON_HOLD,
        RINGING,
        CONSULTING,
        CONFERENCE,
        /** Is being brought about. */
        MOVING,
        OVER
    }

    static Stage stage(Transfer state) {
        return switch (state) {
            case Transfer.OnHold _ -> Stage.ON_HOLD;
            case Transfer.Ringing _ -> Stage.RINGING;
            case Transfer.Consulting _ -> Stage.CONSULTING;
            case Transfer.Conference _ -> Stage.CONFERENCE;
            case Transfer.Calling _,
                    Transfer.Queueing _,
                    Transfer.TakingBack _,
                    Transfer.Completing _ ->
                    Stage.MOVING;
            case Transfer.Closed _ -> Stage.OVER;
        };
    }

    static Optional<Outcome> outcome(Transfer state) {
        return state instanceof Transfer.Closed closed
                ? Optional.of(closed.outcome())
                : Optional.empty();
    }
}
