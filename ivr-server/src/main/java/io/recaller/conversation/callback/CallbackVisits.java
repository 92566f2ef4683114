package io.recaller.conversation.callback;

import io.recaller.contact.ContactId;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.db.ConflictException;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Visits of waiting callers who may ask to be called back: they hear so with whatever else they are
 * told, and a key asks for it, unless the flow has that key lead elsewhere. Any thread; blocking.
 */
public final class CallbackVisits implements WaitVisit {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackVisits.class);
    private static final String KEY = "1";

    private final WaitVisit visits;
    private final CallbackRequests requests;
    private final CallbackDialogue talk;

    /**
     * @param visits without call-backs
     */
    public CallbackVisits(WaitVisit visits, CallbackRequests requests) {
        this.visits = visits;
        this.requests = requests;
        this.talk = new CallbackDialogue(requests);
    }

    @Override
    public Waiting visit(ContactId contact, String pressed) {
        var kept = known(() -> requests.kept(contact));
        if (kept.isPresent()) {
            return new Waiting.Over(new CallbackPrompts(kept.get()).kept());
        }
        var usual = visits.visit(contact, pressed);
        var isAsked = pressed.equals(KEY);
        return usual instanceof Waiting.On on && (isAsked || !on.announcement().isSilent())
                ? known(() -> requests.terms(contact))
                        .<Waiting>map(terms ->
                                isAsked
                                        ? new Waiting.Ask(line -> ask(line, contact, on))
                                        : with(on, new CallbackPrompts(terms.language()).offer()))
                        .orElse(on)
                : usual;
    }

    /** Words that cannot be made leave the caller where they are: in the queue, on the line. */
    private Waiting ask(Line line, ContactId contact, Waiting.On on) {
        var waiting = new Waiting.On(Speech.silence(), on.music(), on.until());
        try {
            return talk.on(line, contact) ? new Waiting.Over(Speech.silence()) : waiting;
        } catch (SynthesisException | DatabaseUnavailableException | ConflictException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("no call-back can be agreed on");
            return waiting;
        }
    }

    private static Waiting.On with(Waiting.On on, Speech offer) {
        return new Waiting.On(on.announcement().then(offer), on.music(), on.until());
    }

    /** Nothing is known while the database is away. */
    private static <T> Optional<T> known(Supplier<Optional<T>> asked) {
        try {
            return asked.get();
        } catch (DatabaseUnavailableException | ConflictException _) {
            return Optional.empty();
        }
    }
}
