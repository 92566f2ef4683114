package io.recaller.conversation;

import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;

/** What is lost with a turn that was not written before its server died. */
final class TurnLoss {
    private TurnLoss() {}

    /**
     * Whether losing this turn, because the server dies before it is written, does no more than ask
     * the caller once more what they were asked just now. So it is when a question follows: nothing
     * was promised yet and nothing done. It is not so after a PIN, whose wrong tries are counted,
     * nor after an answer from outside, but that nothing is recommended; nor before what is said,
     * looked up, handed off or ended because of it.
     */
    static boolean isOnlyAskedAgain(Turn asked, Input answer, Turn next) {
        return switch (answer) {
            case Reply _, Input.Recommended _ -> isQuestion(next);
            case Input.NotFound _ -> asked instanceof Turn.Recommend && isQuestion(next);
            case Input.Proof _, Input.Found _, Input.Switched _, Input.Matching _ -> false;
        };
    }

    private static boolean isQuestion(Turn turn) {
        return switch (turn) {
            case Turn.Choose _, Turn.Ask _, Turn.Verify _, Turn.Recommend _ -> true;
            case Turn.Say _, Turn.LookUp _, Turn.SwitchTo _, Turn.HandOff _, Turn.End _ -> false;
        };
    }
}
