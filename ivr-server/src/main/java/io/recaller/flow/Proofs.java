package io.recaller.flow;

import io.recaller.customer.TrustTier;
import java.util.Set;

/** How a verify node is entered, asked and answered. */
final class Proofs {
    /** How a wrong proof stands in the path, after the node. */
    static final String WRONG = "=wrong";

    private Proofs() {}

    static Move enter(Scene scene, Dialogue dialogue, Node.Verify verify) {
        return scene.context().trust().atLeast(TrustTier.VERIFIED)
                ? proved(scene, dialogue, verify)
                : new Move.Stop(dialogue);
    }

    static Turn turn(Scene scene, Dialogue dialogue, Node.Verify verify) {
        var speech =
                scene.correction(dialogue, verify.retries().noInput(), verify.wrong())
                        .then(scene.say(dialogue, verify.say()));
        return new Turn.Verify(speech, verify.digits().max(), scene.flow().patience());
    }

    static Move answer(Scene scene, Dialogue dialogue, Node.Verify verify, Input input) {
        return switch (input) {
            case Input.Proof(Input.Verdict verdict) ->
                    switch (verdict) {
                        case ACCEPTED -> proved(scene, dialogue, verify);
                        case REJECTED -> rejected(dialogue.noting(verify.id() + WRONG));
                        case EXHAUSTED -> failed(dialogue, verify.failed());
                    };
            case Input.Keys(String keys) when keys.equals("0") ->
                    failed(dialogue.noting(verify.id() + "=0"), scene.flow().person());
            case Input.NoInput() -> scene.again(dialogue, verify.retries(), Spot.Fault.NO_INPUT);
            case Input.Keys(_) -> scene.again(dialogue, verify.retries(), Spot.Fault.NO_MATCH);
            case Input.Said(), Input.Found(_), Input.NotFound() -> new Move.Stop(dialogue);
        };
    }

    /** On to the node this one stood before, or to its own next. */
    private static Move proved(Scene scene, Dialogue dialogue, Node.Verify verify) {
        var then = dialogue.data().get(Data.THEN);
        var next = then == null ? verify.next().orElse(scene.flow().person()) : then;
        return new Move.Go(dialogue.without(Set.of(Data.THEN)), next);
    }

    /** How many tries there are is decided outside, over calls and lines. */
    private static Move rejected(Dialogue dialogue) {
        var spot = Spot.of(dialogue.step());
        var told = new Spot("", false, spot.tries(), Spot.Fault.NO_MATCH);
        return new Move.Stop(dialogue.withStep(told.print()));
    }

    private static Move failed(Dialogue dialogue, String next) {
        return new Move.Go(dialogue.without(Set.of(Data.THEN, Data.TAKEN)), next);
    }
}
