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
import io.recaller.speech.SynthesisException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agrees with a waiting caller on the number to call back. While it lasts the caller keeps waiting,
 * and an agent who answers takes the line away. Any thread.
 */
public final class CallbackDialogue {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackDialogue.class);

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(6), Duration.ofSeconds(4));

    private static final Entry ONE_KEY = new Entry.Digits(1, 1);

    /** E.164 has 15 digits, and 00 before them. */
    private static final Entry NUMBER = new Entry.Digits(1, 17);

    private static final int MOST_TRIES = 3;
    private static final String YES = "1";
    private static final String ANOTHER = "2";

    private final CallbackRequests requests;

    public CallbackDialogue(CallbackRequests requests) {
        this.requests = requests;
    }

    /** What came of it. */
    public enum Agreement {
        /** The place is kept, and the caller was told to hang up. */
        KEPT,
        /** They do not want it, or cannot have it. */
        DECLINED,
        /** An agent's phone rings for them, or was just answered. */
        TOO_LATE
    }

    /**
     * Asks a caller who wished for it, and keeps the place.
     *
     * @return true: the place is kept and the caller was told to hang up; false: they wait on
     */
    public boolean on(Line line, ContactId contact) {
        return requests.terms(contact)
                .map(terms -> agree(line, contact, terms, Speech.silence(), true))
                .filter(Agreement.KEPT::equals)
                .isPresent();
    }

    /**
     * Offers it to a caller whom the queue no longer keeps.
     *
     * @param said before
     */
    public Agreement offer(Line line, ContactId contact, Speech said) {
        var terms = requests.termsOfAny(contact);
        if (terms.isEmpty()) {
            line.play(said);
            return Agreement.DECLINED;
        }
        return agree(line, contact, terms.get(), said, false);
    }

    private Agreement agree(
            Line line, ContactId contact, Terms terms, Speech said, boolean mayWait) {
        return number(line, terms, said, mayWait)
                .map(number -> keep(line, contact, terms, number, mayWait))
                .orElse(Agreement.DECLINED);
    }

    private Agreement keep(
            Line line, ContactId contact, Terms terms, Handle number, boolean mayWait) {
        var prompts = new CallbackPrompts(terms.language());
        return switch (requests.keep(contact, number)) {
            case KEPT -> {
                told(line, contact, prompts.kept(), mayWait);
                yield Agreement.KEPT;
            }
            case REFUSED -> {
                line.play(prompts.refused(mayWait));
                yield Agreement.DECLINED;
            }
            case TOO_LATE -> Agreement.TOO_LATE;
        };
    }

    /** A place that is kept stays so unsaid; only who may wait on does so instead. */
    private static void told(Line line, ContactId contact, Speech words, boolean mayWait) {
        try {
            var _ = line.playOut(words);
        } catch (SynthesisException unsaid) {
            if (mayWait) {
                throw unsaid;
            }
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", unsaid.getMessage())
                    .log("a place is kept, and its caller could not be told so");
        }
    }

    private static String key(Line line, Speech speech) {
        return keys(line, speech, ONE_KEY);
    }

    private static String keys(Line line, Speech speech, Entry wanted) {
        var answer = line.ask(new Turn.Ask(speech, wanted, false, PATIENCE, false));
        return answer.reply() instanceof Reply.Keys(var keys) ? keys : "";
    }

    /** Empty: the caller would rather not. */
    private Optional<Handle> number(Line line, Terms terms, Speech said, boolean mayWait) {
        var prompts = new CallbackPrompts(terms.language());
        if (terms.own().isEmpty()) {
            return another(line, terms, said, mayWait);
        }
        var own = prompts.own(terms.own().get(), terms.another(), mayWait);
        return switch (key(line, said.then(own))) {
            case YES -> terms.own();
            case ANOTHER ->
                    terms.another()
                            ? another(line, terms, Speech.silence(), mayWait)
                            : Optional.<Handle>empty();
            default -> Optional.empty();
        };
    }

    private Optional<Handle> another(Line line, Terms terms, Speech said, boolean mayWait) {
        var prompts = new CallbackPrompts(terms.language());
        var lead = said;
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var keys = keys(line, lead.then(prompts.keyNumber()), NUMBER);
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            switch (requests.keyed(terms, keys)) {
                case Keyed.Allowed(var number) -> {
                    return key(line, prompts.confirm(number, mayWait)).equals(YES)
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
