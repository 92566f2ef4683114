package io.recaller.conversation.voicemail;

import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.voicemail.VoicemailRequests.Terms;
import io.recaller.conversation.waiting.PartingOffer;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.db.ConflictException;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a caller whom the queue no longer keeps leave a message. While it lasts the caller keeps
 * waiting, and an agent who answers takes the line away. Any thread.
 */
public final class VoicemailDialogue implements PartingOffer {
    private static final Logger LOG = LoggerFactory.getLogger(VoicemailDialogue.class);

    /** Who says nothing is asked once more. */
    private static final int TRIES = 2;

    private final VoicemailRequests requests;
    private final CallerEvents callers;

    /**
     * @param callers told of those who hang up without a message
     */
    public VoicemailDialogue(VoicemailRequests requests, CallerEvents callers) {
        this.requests = requests;
        this.callers = callers;
    }

    @Override
    public Waiting to(
            ContactId contact, Speech said, OverflowCause cause, Supplier<Waiting> otherwise) {
        return new Waiting.Ask(line -> ask(line, contact, said, cause, otherwise));
    }

    /** Whatever breaks, the caller hears that nothing was kept, and reaches a person. */
    private Waiting ask(
            Line line,
            ContactId contact,
            Speech said,
            OverflowCause cause,
            Supplier<Waiting> otherwise) {
        try {
            var terms = requests.terms(contact);
            return terms.isEmpty()
                    ? new Waiting.On(Speech.silence())
                    : ask(line, contact, terms.get(), said, cause, otherwise);
        } catch (DatabaseUnavailableException | ConflictException | SynthesisException e) {
            LOG.atError()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", e.getMessage())
                    .log("a caller's message cannot be taken, the ring group must help");
            return new Waiting.RingGroup(cause.unserved());
        }
    }

    private Waiting ask(
            Line line,
            ContactId contact,
            Terms terms,
            Speech said,
            OverflowCause cause,
            Supplier<Waiting> otherwise) {
        var prompts = new VoicemailPrompts(terms.language());
        return switch (terms.state()) {
            case SPOKEN -> over(prompts, cause, requests.goOn(contact));
            case BROKEN -> {
                requests.drop(contact);
                yield new Waiting.RingGroup(cause.unserved(), prompts.lost());
            }
            case NOTHING -> {
                var until = requests.begin(contact);
                if (until.isEmpty()) {
                    line.play(said.then(prompts.tooMany()));
                    yield otherwise.get();
                }
                var words = said.then(prompts.greeting(terms.greeting()));
                yield taken(line, contact, words, until.get(), prompts, cause, otherwise);
            }
        };
    }

    private Waiting taken(
            Line line,
            ContactId contact,
            Speech words,
            Instant until,
            VoicemailPrompts prompts,
            OverflowCause cause,
            Supplier<Waiting> otherwise) {
        try {
            line.play(words);
            return take(line, contact, until, prompts, cause)
                    .orElseGet(() -> nothing(line, contact, prompts, otherwise));
        } catch (HangupException e) {
            if (requests.drop(contact)) {
                callers.gone(contact, e.how());
            }
            throw e;
        } catch (DatabaseUnavailableException | ConflictException | SynthesisException e) {
            LOG.atError()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", e.getMessage())
                    .log("what a caller said could not be kept, the ring group must help");
            return new Waiting.RingGroup(cause.unserved(), prompts.lost());
        } finally {
            callers.spoken(contact);
        }
    }

    /** Empty: nothing was said. */
    private Optional<Waiting> take(
            Line line,
            ContactId contact,
            Instant until,
            VoicemailPrompts prompts,
            OverflowCause cause) {
        for (var tries = 1; tries <= TRIES; tries++) {
            var taken = line.record(limits(), said -> kept(said, contact, until, prompts, cause));
            if (taken.isPresent()) {
                return taken;
            }
            if (tries < TRIES) {
                line.play(prompts.again());
            }
        }
        return Optional.empty();
    }

    private Line.Dictation limits() {
        var rules = requests.rules();
        return new Line.Dictation(rules.longest(), rules.silence());
    }

    private Optional<Waiting> kept(
            Line.Said said,
            ContactId contact,
            Instant until,
            VoicemailPrompts prompts,
            OverflowCause cause) {
        var isSaid = said.voice().compareTo(requests.rules().shortest()) >= 0;
        if (said.hungUp()) {
            if (!isSaid) {
                throw new HangupException();
            }
            var _ = requests.keep(contact, said.sound(), until);
            return Optional.of(new Waiting.Over(Speech.silence()));
        }
        return isSaid
                ? Optional.of(over(prompts, cause, requests.keep(contact, said.sound())))
                : Optional.empty();
    }

    private Waiting nothing(
            Line line, ContactId contact, VoicemailPrompts prompts, Supplier<Waiting> otherwise) {
        requests.drop(contact);
        line.play(prompts.nothing());
        return otherwise.get();
    }

    private static Waiting over(
            VoicemailPrompts prompts, OverflowCause cause, VoicemailRequests.Kept kept) {
        return switch (kept) {
            case WAITS -> new Waiting.Over(prompts.kept());
            case RINGS, NO_LONGER_WANTED -> new Waiting.On(Speech.silence());
            case LOST -> new Waiting.RingGroup(cause.unserved(), prompts.lost());
        };
    }
}
