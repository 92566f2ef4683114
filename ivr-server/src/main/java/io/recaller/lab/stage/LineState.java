package io.recaller.lab.stage;

import java.util.OptionalInt;

/** How far one telephone line of the stage has come, as the stage's own Asterisk reports it. */
public sealed interface LineState {
    /** Nothing was heard of the other side yet. */
    record Dialling() implements LineState {}

    /** It rings: here for a phone, at the other side for a caller. */
    record Ringing() implements LineState {}

    /** Answered; sound flows both ways. */
    record Talking() implements LineState {}

    /**
     * Over.
     *
     * @param cause why, as in Q.850 (16 normal clearing, 17 busy, 19 no answer), when it was told
     */
    record Ended(OptionalInt cause) implements LineState {}
}
