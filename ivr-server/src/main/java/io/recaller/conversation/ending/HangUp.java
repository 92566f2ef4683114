package io.recaller.conversation.ending;

import io.recaller.contact.Parting;
import java.util.Arrays;
import java.util.Optional;

/** Who ended a call, as far as the telephone system tells; the word is the dialplan's. */
public enum HangUp {
    BY_CALLER("caller", Parting.OfLine.HUNG_UP),
    /** Whoever they talked with. */
    BY_OTHER("other", Parting.OfLine.HUNG_UP),
    /** Told by the dialplan: the longest time a call may last was over. */
    AT_LIMIT("limit", Parting.OfLine.LONGEST_CALL),
    /** The server that served the call had it hung up: the flow was at its end. */
    BY_FLOW("flow", Parting.OfLine.LOST),
    /** Somebody transferred the caller to us again: the call goes on as another contact. */
    CALLED_ANEW("anew", Parting.OfLine.CALLED_ANEW),
    /** An end that is told, and not by whom: where nobody else is, the caller's. */
    UNTOLD("", Parting.OfLine.HUNG_UP),
    /** The line failed; or it is no more, and nobody told anything. */
    LINE_LOST("lost", Parting.OfLine.LOST);

    private final String word;
    private final Parting.OfLine alone;

    HangUp(String word, Parting.OfLine alone) {
        this.word = word;
        this.alone = alone;
    }

    /** What the dialplan's word means; a word of a later version means nothing. */
    public static HangUp of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findAny()
                .orElse(UNTOLD);
    }

    /** What it is where nobody talks with the caller: whoever else hangs up does so for them. */
    public Parting.OfLine alone() {
        return alone;
    }

    /** What it is in a talk. */
    Parting inTalk() {
        return switch (this) {
            case BY_OTHER -> Parting.OfAgent.HUNG_UP;
            case UNTOLD -> Parting.OfLine.LOST;
            case BY_CALLER, AT_LIMIT, BY_FLOW, CALLED_ANEW, LINE_LOST -> alone;
        };
    }

    /** The surer of the two: one that tells something. */
    HangUp or(Optional<HangUp> other) {
        return this == UNTOLD || this == LINE_LOST ? other.orElse(this) : this;
    }
}
