package io.recaller.conversation.callback;

import io.recaller.contact.ContactId;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.waiting.PartingOffer;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.db.ConflictException;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers a call-back to callers whom their queue no longer keeps. Any thread; blocking. */
public final class CallbackOffer implements PartingOffer {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackOffer.class);

    private final CallbackDialogue talk;

    public CallbackOffer(CallbackRequests requests) {
        this.talk = new CallbackDialogue(requests);
    }

    @Override
    public Waiting to(
            ContactId contact, Speech said, OverflowCause cause, Supplier<Waiting> otherwise) {
        return new Waiting.Ask(line -> ask(line, contact, said, otherwise));
    }

    /** What cannot be agreed on is as good as declined: whatever follows is better than silence. */
    private Waiting ask(Line line, ContactId contact, Speech said, Supplier<Waiting> otherwise) {
        try {
            return switch (talk.offer(line, contact, said)) {
                case KEPT -> new Waiting.Over(Speech.silence());
                case DECLINED -> otherwise.get();
                case TOO_LATE -> new Waiting.On(Speech.silence());
            };
        } catch (SynthesisException | DatabaseUnavailableException | ConflictException e) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", e.getMessage())
                    .log("no call-back can be agreed on");
            return otherwise.get();
        }
    }
}
