package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.context.PinChecks;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Misfit;
import io.recaller.flow.engine.Position;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine cannot know by itself: whether a PIN is right, and what other systems answer. May
 * take long. Belongs to the thread of its talk.
 */
final class Inquiries {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);

    private static final int PIN_TRIES = 3;

    private final Flow flow;
    private final ContactId contact;
    private final Identified who;
    private final Tools tools;

    Inquiries(Flow flow, ContactId contact, Identified who, Tools tools) {
        this.flow = flow;
        this.contact = contact;
        this.who = who;
        this.tools = tools;
    }

    /**
     * Checks what was keyed as a PIN; three wrong ones in a call, or a lock, and only a person can
     * help. A single key is an answer to the question instead.
     */
    Input proof(Reply reply, Dialogue dialogue) {
        var pin = reply.keyed();
        return pin.length() > 1 ? new Input.Proof(verdict(pin, dialogue)) : reply;
    }

    private Input.Verdict verdict(String pin, Dialogue dialogue) {
        return switch (who.prove(pin)) {
            case PinChecks.Proof.Accepted _ -> Input.Verdict.ACCEPTED;
            case PinChecks.Proof.Rejected() ->
                    dialogue.wrongProofs() + 1 < PIN_TRIES
                            ? Input.Verdict.REJECTED
                            : Input.Verdict.EXHAUSTED;
            case PinChecks.Proof.Impossible() -> Input.Verdict.EXHAUSTED;
        };
    }

    /** Asks the other system, under one key however often the same question is asked. */
    Input found(Turn.LookUp lookUp, Dialogue dialogue, long version) {
        var asked = dialogue.position() instanceof Position.LookingUp(long since) ? since : version;
        var key = contact + "/" + dialogue.node() + "/" + asked;
        var input = tools.lookUps().ask(lookUp, key);
        if (input instanceof Input.Found found) {
            Misfit.of(flow, dialogue, found, tools.zone()).forEach(this::tell);
        }
        return input;
    }

    /** Never the value: it may be personal. */
    private void tell(Misfit misfit) {
        LOG.atWarn()
                .addKeyValue("contactId", contact)
                .addKeyValue("lookUp", misfit.source())
                .addKeyValue("field", misfit.answer())
                .addKeyValue("wanted", misfit.wanted())
                .log("look-up answers what cannot be spoken, on_failure follows");
    }
}
