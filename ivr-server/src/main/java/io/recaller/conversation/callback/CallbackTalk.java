package io.recaller.conversation.callback;

import io.recaller.callback.CallableNumbers.Keyed;
import io.recaller.contact.ContactId;
import io.recaller.conversation.callback.CallbackRequests.Terms;
import io.recaller.conversation.voice.Line;
import io.recaller.customer.Handle;
import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Optional;

/**
 * Agrees with a waiting caller on the number to call back. While it lasts the caller keeps waiting,
 * and an agent who answers takes the line away. Any thread.
 */
public final class CallbackTalk {
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(6), Duration.ofSeconds(4));

    private static final Entry ONE_KEY = new Entry.Digits(1, 1);

    /** E.164 has 15 digits, and 00 before them. */
    private static final Entry NUMBER = new Entry.Digits(1, 17);

    private static final int MOST_TRIES = 3;
    private static final String YES = "1";
    private static final String ANOTHER = "2";

    private final CallbackRequests requests;

    public CallbackTalk(CallbackRequests requests) {
        this.requests = requests;
    }

    /**
     * Asks the caller, and keeps the place if they wish.
     *
     * @return true: the place is kept and the caller was told to hang up; false: they wait on
     */
    public boolean on(Line line, ContactId contact) {
        return requests.terms(contact).filter(terms -> agree(line, contact, terms)).isPresent();
    }

    private boolean agree(Line line, ContactId contact, Terms terms) {
        return number(line, terms).filter(number -> keep(line, contact, terms, number)).isPresent();
    }

    private boolean keep(Line line, ContactId contact, Terms terms, Handle number) {
        var prompts = new CallbackPrompts(terms.language());
        return switch (requests.keep(contact, number)) {
            case KEPT -> {
                var _ = line.playOut(prompts.kept());
                yield true;
            }
            case REFUSED -> {
                line.play(prompts.refused());
                yield false;
            }
            case TOO_LATE -> false;
        };
    }

    private static String key(Line line, Speech speech) {
        return keys(line, speech, ONE_KEY);
    }

    private static String keys(Line line, Speech speech, Entry wanted) {
        var answer = line.ask(new Turn.Ask(speech, wanted, false, PATIENCE, false));
        return answer.reply() instanceof Reply.Keys(var keys) ? keys : "";
    }

    /** Empty: the caller would rather wait. */
    private Optional<Handle> number(Line line, Terms terms) {
        var prompts = new CallbackPrompts(terms.language());
        if (terms.own().isEmpty()) {
            return another(line, terms, prompts);
        }
        return switch (key(line, prompts.own(terms.own().get(), terms.another()))) {
            case YES -> terms.own();
            case ANOTHER ->
                    terms.another() ? another(line, terms, prompts) : Optional.<Handle>empty();
            default -> Optional.empty();
        };
    }

    private Optional<Handle> another(Line line, Terms terms, CallbackPrompts prompts) {
        var lead = Speech.silence();
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var keys = keys(line, lead.then(prompts.keyNumber()), NUMBER);
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            switch (requests.keyed(terms, keys)) {
                case Keyed.Allowed(var number) -> {
                    return key(line, prompts.confirm(number)).equals(YES)
                            ? Optional.of(number)
                            : Optional.empty();
                }
                case Keyed.Forbidden() -> lead = prompts.forbidden();
                case Keyed.NoNumber() -> lead = prompts.noNumber();
            }
        }
        return Optional.empty();
    }
}
