package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.customer.TrustTier;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.List;

/**
 * A page beside the call, on which its caller answers too. Belongs to the thread that serves it.
 */
public final class CallersPage {
    /** A call that comes back is not silent for longer because of it. */
    private static final Duration TYPING_KNOWN_WITHIN = Duration.ofMillis(300);

    private final ContactId contact;
    private final LiveDialogue live;
    private final Tools tools;

    CallersPage(ContactId contact, LiveDialogue live, Tools tools) {
        this.contact = contact;
        this.live = live;
        this.tools = tools;
    }

    /**
     * It shows digits: the caller is asked for them.
     *
     * @param page which one
     */
    public void match(String page, String digits) {
        live.next(new Input.Matching(page, digits), List.of());
    }

    /**
     * It answers next. Unless the caller keyed what it shows, what comes of it is trusted no more
     * than that, until the caller keys something.
     *
     * @param page which one
     */
    public void answers(String page, TrustTier most) {
        live.answeredBeside(page, most);
    }

    /** Whoever serves the call now is stale from now on: it is about to be moved. */
    public void reclaim() {
        live.takeOver();
    }

    /** Whether the answer is being typed there just now, as far as is known. */
    public boolean isTyping() {
        var asks = live.turn() instanceof Turn.Ask || live.turn() instanceof Turn.Choose;
        return asks
                && tools.budgeted()
                        .start(() -> tools.switches().isTyping(contact))
                        .within(TYPING_KNOWN_WITHIN)
                        .orElse(false);
    }

    /** What a caller hears whose answer is being typed. */
    public Speech takeYourTime() {
        return Speech.of(WaitWords.typing(live.language()));
    }
}
