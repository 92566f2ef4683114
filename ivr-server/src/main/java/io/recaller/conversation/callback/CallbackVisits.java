package io.recaller.conversation.callback;

import io.recaller.contact.ContactId;
import io.recaller.conversation.callback.CallbackRequests.Terms;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.speech.Speech;
import java.util.Optional;

/**
 * Visits of waiting callers who may ask to be called back: they hear so with whatever else they are
 * told, and a key asks for it, unless the flow has that key lead elsewhere. Any thread; blocking.
 */
public final class CallbackVisits implements WaitVisit {
    private static final String KEY = "1";

    private final WaitVisit visits;
    private final CallbackRequests requests;
    private final CallbackTalk talk;

    /**
     * @param visits without call-backs
     */
    public CallbackVisits(WaitVisit visits, CallbackRequests requests) {
        this.visits = visits;
        this.requests = requests;
        this.talk = new CallbackTalk(requests);
    }

    @Override
    public Waiting visit(ContactId contact, String pressed) {
        var usual = visits.visit(contact, pressed);
        var isAsked = pressed.equals(KEY);
        return usual instanceof Waiting.On on && (isAsked || !on.announcement().isSilent())
                ? terms(contact)
                        .<Waiting>map(terms ->
                                isAsked
                                        ? new Waiting.AskBack(line -> talk.on(line, contact))
                                        : with(on, new CallbackPrompts(terms.language()).offer()))
                        .orElse(on)
                : usual;
    }

    private static Waiting.On with(Waiting.On on, Speech offer) {
        return new Waiting.On(on.announcement().then(offer), on.music(), on.until());
    }

    private Optional<Terms> terms(ContactId contact) {
        try {
            return requests.terms(contact);
        } catch (DatabaseUnavailableException _) {
            return Optional.empty();
        }
    }
}
