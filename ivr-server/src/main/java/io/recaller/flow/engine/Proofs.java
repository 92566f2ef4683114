package io.recaller.flow.engine;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Attempt.Fault;
import java.util.Set;

/** How a verify node is entered, asked and answered. */
final class Proofs {
    private Proofs() {}

    static Move enter(FlowContext here, Dialogue dialogue, Node.Verify verify) {
        return here.context().trust().atLeast(TrustTier.VERIFIED)
                ? proved(here, dialogue, verify)
                : new Move.Stop(dialogue);
    }

    static Turn turn(FlowContext here, Dialogue dialogue, Node.Verify verify) {
        var speech =
                here.correction(dialogue, verify.retries().noInput(), verify.wrong())
                        .then(here.say(dialogue, verify.say()));
        return new Turn.Verify(speech, verify.digits().max(), here.flow().patience());
    }

    static Move answer(FlowContext here, Dialogue dialogue, Node.Verify verify, Input input) {
        return switch (input) {
            case Input.Proof(Input.Verdict verdict) ->
                    switch (verdict) {
                        case ACCEPTED ->
                                proved(
                                        here,
                                        dialogue.with(ReservedNames.proved(verify.id()), now(here)),
                                        verify);
                        case REJECTED ->
                                rejected(
                                        here,
                                        dialogue.with(
                                                        ReservedNames.unproved(verify.id()),
                                                        now(here))
                                                .noting(new PathEntry.ProofWrong(verify.id())));
                        case EXHAUSTED -> failed(dialogue, verify.failed());
                    };
            case Reply.Silence() -> here.again(dialogue, verify.retries(), Fault.NO_INPUT);
            case Reply reply
                    when reply.keyed().equals(Choice.PERSON) || Universals.isForAPerson(reply) ->
                    failed(
                            dialogue.noting(new PathEntry.PersonAsked(verify.id())),
                            here.flow().person());
            case Reply _ -> here.again(dialogue, verify.retries(), Fault.NO_MATCH);
            case Input.Found _,
                    Input.NotFound _,
                    Input.Switched _,
                    Input.Recommended _,
                    Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    private static String now(FlowContext here) {
        return here.context().now().toString();
    }

    /** On to the node this one stood before, or to its own next. */
    private static Move proved(FlowContext here, Dialogue dialogue, Node.Verify verify) {
        var then = dialogue.data().get(ReservedNames.THEN);
        var next = then == null ? verify.next().orElse(here.flow().person()) : then;
        return new Move.Go(dialogue.without(Set.of(ReservedNames.THEN)), next);
    }

    /** How many tries there are is decided outside, over calls and lines. */
    private static Move rejected(FlowContext here, Dialogue dialogue) {
        var tries = dialogue.position().attempt().tries();
        return here.asked(dialogue, new Attempt(tries, Fault.NO_MATCH));
    }

    private static Move failed(Dialogue dialogue, String next) {
        return new Move.Go(dialogue.without(Set.of(ReservedNames.THEN, ReservedNames.TAKEN)), next);
    }
}
