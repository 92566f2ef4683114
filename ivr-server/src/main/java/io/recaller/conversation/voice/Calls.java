package io.recaller.conversation.voice;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.Elsewhere;
import io.recaller.conversation.Next;
import io.recaller.conversation.Reentry;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves calls, each from its arrival to the hang-up or the queue: renders turns on a line and
 * hands back what the line hears. Any thread may use it.
 */
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    /** How long words may be made before the caller is asked to wait. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** How long after that before a person helps. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private static final Reply HEARD = new Reply.Silence();

    private final Conversations conversations;
    private final Patience patience;
    private final Elsewhere elsewhere;

    /**
     * How long a call that came back waits for its dialogue.
     *
     * @param round between two words to the caller
     * @param rounds after so many a person must help
     */
    public record Patience(Duration round, int rounds) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(3), 6);
    }

    /** Serves what {@code conversations} begins. */
    public Calls(Conversations conversations) {
        this(conversations, Elsewhere.nothing());
    }

    /** As {@link #Calls(Conversations)}; callers may go on where other contacts stood. */
    public Calls(Conversations conversations, Elsewhere elsewhere) {
        this(conversations, Patience.USUAL, elsewhere);
    }

    /** As above, with another patience. */
    public Calls(Conversations conversations, Patience patience, Elsewhere elsewhere) {
        this.conversations = conversations;
        this.patience = patience;
        this.elsewhere = elsewhere;
    }

    /** As {@link #expect}, at once. */
    public void serve(Line line, Arrival arrival) {
        expect(arrival).accept(line);
    }

    /**
     * Reads who calls, from now on, while the line is not ready yet.
     *
     * @return serves the call: returns when it is over, waits in the queue, or is left to the ring
     *     group. Whatever is thrown, the end is written down first; the door then leads the caller
     *     to a person. It throws {@link HangupException} when the caller is gone, and {@link
     *     LineLostException} when this server stops and another goes on with the call
     */
    public Consumer<Line> expect(Arrival arrival) {
        if (arrival.resuming().isPresent()) {
            return line -> comeBack(line, arrival, arrival.resuming().get());
        }
        var service = conversations.expect(arrival);
        return line ->
                service.ifPresentOrElse(
                        expected -> serve(line, arrival, expected.get()),
                        () -> unknown(line, arrival));
    }

    private void unknown(Line line, Arrival arrival) {
        LOG.atError()
                .addKeyValue("dialled", arrival.entry())
                .log("no flow for this number; add it to numbers in the settings");
        line.carry(conversations.unserved(arrival, Unserved.NO_FLOW));
        line.ringGroup(Unserved.NO_FLOW);
    }

    private void comeBack(Line line, Arrival arrival, ContactId carried) {
        var reentry = conversations.comeBack(arrival, carried);
        if (reentry.isEmpty()) {
            unknown(line, arrival);
            return;
        }
        var service = patiently(line, reentry.get());
        if (service.isPresent()) {
            serve(
                    line,
                    arrival,
                    service.get(),
                    !line.hasTyped() && line.whileThinking(service.get().page()::isTyping));
        } else {
            LOG.atWarn()
                    .addKeyValue("contactId", carried)
                    .log("dialogue cannot be read, a person must help");
            conversations.unserved(arrival, Unserved.DIALOGUE_UNREAD);
            line.ringGroup(Unserved.DIALOGUE_UNREAD);
        }
    }

    private Optional<SelfService> patiently(Line line, Reentry reentry) {
        var service = line.whileThinking(() -> reentry.within(patience.round()));
        for (var round = 1; service.isEmpty() && round < patience.rounds(); round++) {
            say(line, reentry.word());
            service = line.whileThinking(() -> reentry.within(patience.round()));
        }
        return service;
    }

    /** A word that cannot be spoken in time is left out: what it is said of is worth more. */
    private static void say(Line line, Speech word) {
        try {
            line.play(word);
        } catch (SynthesisException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("a wait goes by without a word");
        }
    }

    private void serve(Line line, Arrival arrival, SelfService service) {
        serve(line, arrival, service, false);
    }

    /**
     * @param isTypedBeside whether nobody is to be reproached for silence, who types on a page
     */
    private void serve(Line line, Arrival arrival, SelfService service, boolean isTypedBeside) {
        if (goesOn(line, arrival, service, isTypedBeside)) {
            comeBack(line, arrival.comingBack(service.contact()), service.contact());
        }
    }

    /** Serves the call to its end; true: it stands where another contact stood by now. */
    private boolean goesOn(Line line, Arrival arrival, SelfService service, boolean isTypedBeside) {
        try {
            line.carry(service.contact(), service::begin);
            if (isTypedBeside) {
                say(line, service.page().takeYourTime());
                service.settle();
                line.waitForPage();
                return false;
            }
            var up = new TakingUp(elsewhere, line, service);
            up.byCode(arrival.entry());
            Next next = new Next.Render();
            while (!up.goesOn() && next instanceof Next.Render) {
                next = speak(line, service, up);
            }
            if (!up.goesOn()) {
                leave(line, service, next);
            }
            return up.goesOn();
        } catch (HangupException hangup) {
            // Moved to another visit, which to this one looks like a hang-up: of a real one the
            // dialplan's hang-up handler tells.
            if (conversations.isBesideAPage(service.contact()) || !service.hungUp(hangup.how())) {
                throw new LineLostException(LineLostException.Where.OTHER_VISIT);
            }
            throw hangup;
        } catch (LineLostException left) {
            throw left;
        } catch (SupersededException _) {
            LOG.atInfo().addKeyValue("contactId", service.contact()).log("served elsewhere now");
            return false;
        } catch (RuntimeException failure) {
            service.failed();
            throw failure;
        }
    }

    /** Renders the turn, or lets a person help when its words cannot be spoken. */
    private static Next speak(Line line, SelfService service, TakingUp up) {
        var turn = service.turn();
        if (turn instanceof Turn.Say say && service.tellsUnasked()) {
            return tellUnasked(line, service, say.speech());
        }
        if (!isSpeakable(line, service, turn)) {
            return service.unspeakable();
        }
        try {
            return take(line, service, turn, up);
        } catch (SynthesisException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("a turn has no words");
            return service.unspeakable();
        }
    }

    /**
     * Nobody waits for what they did not ask for: what cannot be spoken at once, or stands behind a
     * key, is left for their next contact.
     */
    private static Next tellUnasked(Line line, SelfService service, Speech speech) {
        if (line.hasTyped() || line.prepare(speech, Duration.ZERO) != Line.Words.READY) {
            return service.unaskedIsOver(false);
        }
        service.unaskedBegins();
        var isHeard = isHeard(line, speech);
        return next(line, service, () -> service.unaskedIsOver(isHeard));
    }

    private static boolean isHeard(Line line, Speech speech) {
        try {
            return line.playWhole(speech);
        } catch (SynthesisException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("a notice has no words");
            return false;
        }
    }

    /** A menu is read with what is there of it, and nobody loses their place over a word. */
    private static boolean isSpeakable(Line line, SelfService service, Turn turn) {
        return switch (turn) {
            case Turn.Say say -> isThere(line, service, say.speech());
            case Turn.Ask ask -> isThere(line, service, ask.speech());
            case Turn.Verify verify -> isThere(line, service, verify.speech());
            case Turn.End end -> isThere(line, service, end.speech());
            case Turn.Choose menu -> waited(line, service, menu.speech());
            case Turn.HandOff handOff -> waited(line, service, handOff.speech());
            case Turn.LookUp _, Turn.SwitchTo _, Turn.Recommend _ -> true;
        };
    }

    /** What comes too late is left out. */
    private static boolean waited(Line line, SelfService service, Speech speech) {
        var _ = isThere(line, service, speech);
        return true;
    }

    /** Words that are late are waited for, with a word. */
    private static boolean isThere(Line line, SelfService service, Speech speech) {
        var words = line.prepare(speech, SOON);
        if (words == Line.Words.LATE) {
            say(line, service.waitWord());
            words = line.prepare(speech, LONGEST_SILENCE);
        }
        return words == Line.Words.READY;
    }

    private static Next take(Line line, SelfService service, Turn turn, TakingUp up) {
        return switch (turn) {
            case Turn.Say say -> {
                line.play(say.speech());
                yield next(line, service, () -> service.reply(HEARD));
            }
            case Turn.Choose menu ->
                    up.choose(menu)
                            .map(answer -> next(line, service, answer))
                            .orElseGet(Next.Render::new);
            case Turn.Ask ask -> next(line, service, line.ask(ask));
            case Turn.Verify verify -> {
                var answer = line.verify(verify);
                yield next(line, service, () -> line.whileThinking(() -> reply(service, answer)));
            }
            case Turn.LookUp lookUp -> {
                say(line, lookUp.meanwhile());
                var found = line.whileThinking(() -> service.reply(HEARD));
                yield next(line, service, () -> found);
            }
            case Turn.SwitchTo _ -> {
                service.reachedAt(line.reachedAt(service.address()));
                var done = line.whileThinking(() -> service.reply(HEARD));
                yield next(line, service, () -> done);
            }
            case Turn.Recommend asked -> recommend(line, service, asked);
            case Turn.HandOff handOff -> {
                say(line, handOff.speech());
                service.reachedAt(line.reachedAt(service.address()));
                yield next(line, service, () -> service.reply(HEARD));
            }
            case Turn.End end -> service.reply(line.playOut(end.speech()));
        };
    }

    /** Nobody waits for it to be said, and nobody's key is taken for its answer. */
    private static Next recommend(Line line, SelfService service, Turn.Recommend asked) {
        var isAsked =
                !line.hasTyped()
                        && line.prepare(asked.question(), Duration.ZERO) == Line.Words.READY
                        && !line.hasTyped();
        var done =
                line.whileThinking(
                        () -> isAsked ? service.reply(HEARD) : service.recommendsNothing());
        return next(line, service, () -> done);
    }

    /** What follows, unless another has come to the telephone to whom it would not be told. */
    private static Next next(Line line, SelfService service, Supplier<Next> next) {
        return line.newcomer().flatMap(service::goOnWith).orElseGet(next);
    }

    private static Next next(Line line, SelfService service, Line.Answer answer) {
        return next(line, service, () -> reply(service, answer));
    }

    private static Next reply(SelfService service, Line.Answer answer) {
        return service.reply(answer.reply(), answer.after());
    }

    private static void leave(Line line, SelfService service, Next next) {
        switch (next) {
            case Next.Wait() -> line.waitForAgent();
            case Next.RingGroup(var cause) -> line.ringGroup(cause);
            case Next.Over(), Next.Render() -> line.hangUp();
        }
        service.left();
    }
}
