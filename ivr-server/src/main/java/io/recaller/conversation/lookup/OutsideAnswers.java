package io.recaller.conversation.lookup;

import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;

/** What other systems say when a flow looks something up. May block, within a bound; any thread. */
public interface OutsideAnswers {
    /**
     * The answer, or that there is none.
     *
     * @param idempotencyKey the same for the same contact, node and turn, however often it is asked
     */
    Input ask(Turn.LookUp lookUp, String idempotencyKey);

    /** Asks nobody and finds nothing: for a rehearsal. */
    static OutsideAnswers none() {
        return (_, _) -> new Input.NotFound();
    }
}
