package io.recaller.conversation.voice;

import io.recaller.contact.ContactId;
import io.recaller.conversation.CallCodes;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.flow.Entry;
import io.recaller.flow.Patience;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.SynthesisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call that may go on where another contact stood: by a code that it is asked for before all
 * else, or by the star, which is offered before the choices of its first menu. What cannot be
 * looked up is not offered. Belongs to the thread of its call.
 */
final class TakingUp {
    private static final Logger LOG = LoggerFactory.getLogger(TakingUp.class);

    private static final Entry CODE = new Entry.Digits(CallCodes.DIGITS, CallCodes.DIGITS);

    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(5));

    /** Keyed by who has none. */
    private static final String NO_CODE = "0";

    /** So often nothing may be keyed, or too little: it is no guess, and counts nowhere else. */
    private static final int MOST_UNSAID = 2;

    private final Elsewhere elsewhere;
    private final Line line;
    private final SelfService service;
    private boolean hasOffered;
    private boolean goesOn;

    TakingUp(Elsewhere elsewhere, Line line, SelfService service) {
        this.elsewhere = elsewhere;
        this.line = line;
        this.service = service;
    }

    /**
     * Whether the contact stands elsewhere by now: its self-service is done with, it is entered
     * again.
     */
    boolean goesOn() {
        return goesOn;
    }

    /**
     * Asks for a code where calls to this number are. Who has none hears the menu.
     *
     * @param entry the number dialled
     */
    void byCode(String entry) {
        try {
            ask(entry);
        } catch (SynthesisException unsaid) {
            LOG.atWarn()
                    .addKeyValue("error", unsaid.getMessage())
                    .log("no code can be asked for, the call hears the menu");
        }
    }

    private void ask(String entry) {
        var codes = elsewhere.codes();
        var isAsked =
                codes.isPlace(entry)
                        && line.whileThinking(() -> codes.isAsked(entry, service.contact()));
        var words = new GoingOnWords(service.language());
        var question = words.code();
        var unsaid = 0;
        while (isAsked && unsaid < MOST_UNSAID) {
            var keys =
                    line.ask(new Turn.Ask(question, CODE, false, PATIENCE, true)).reply().keyed();
            if (keys.equals(NO_CODE)) {
                return;
            }
            if (keys.length() < CallCodes.DIGITS) {
                unsaid++;
                continue;
            }
            var keyed = line.whileThinking(() -> taken(keys));
            goesOn = keyed == CallCodes.Keyed.GOES_ON;
            isAsked = keyed == CallCodes.Keyed.WRONG;
            question = words.wrong().then(words.code());
            if (keyed == CallCodes.Keyed.NO_MORE) {
                line.play(words.noMore());
            }
        }
    }

    /** What is not written yet cannot be exchanged for what was: then the call is as any other. */
    private CallCodes.Keyed taken(String keys) {
        service.settle();
        try {
            return elsewhere
                    .codes()
                    .take(service.contact(), service.version(), service.handle(), keys);
        } catch (SupersededException _) {
            return CallCodes.Keyed.NO_MORE;
        }
    }

    /**
     * Reads a menu, the first one with the offer before it.
     *
     * @return the answer; empty: the offer was taken
     */
    Optional<Line.Answer> choose(Turn.Choose menu) {
        if (!menu.isMenu()) {
            return Optional.of(line.choose(menu));
        }
        var left = hasOffered ? Optional.<ContactId>empty() : leftOff(menu);
        hasOffered = true;
        if (left.isEmpty()) {
            return Optional.of(line.choose(menu));
        }
        var answer = line.choose(offering(menu, new GoingOnWords(service.language())));
        if (!answer.reply().equals(new Reply.Keys(Choice.OFFER))) {
            return Optional.of(answer);
        }
        goesOn = line.whileThinking(() -> movedTo(left.get()));
        return goesOn ? Optional.empty() : Optional.of(answer);
    }

    private Optional<ContactId> leftOff(Turn.Choose menu) {
        return menu.offer().isPresent() || service.hasChosen() || !elsewhere.left().isOffered()
                ? Optional.empty()
                : line.whileThinking(() -> {
                    service.settle();
                    return elsewhere.left().of(service.contact());
                });
    }

    private boolean movedTo(ContactId left) {
        service.settle();
        try {
            return elsewhere.left().goOn(service.contact(), service.version(), left);
        } catch (SupersededException _) {
            return false;
        }
    }

    private static Turn.Choose offering(Turn.Choose menu, GoingOnWords words) {
        var choices = new ArrayList<>(menu.choices());
        choices.addFirst(new Choice(Choice.OFFER, Choice.OFFER, words.label(), words.offer()));
        return new Turn.Choose(menu.lead(), menu.layout(), choices, menu.patience(), menu.asked());
    }
}
