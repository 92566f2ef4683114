package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.conversation.context.PinChecks;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Misfit;
import io.recaller.flow.engine.Position;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.recommendation.FlowRecommendations.Whom;
import io.recaller.recommendation.RecommendationId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine cannot know by itself: whether a PIN is right, what other systems answer, and
 * what is recommended. May take long. Belongs to the thread that serves it.
 */
final class Inquiries {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);

    private static final int PIN_TRIES = 3;

    /** Nobody waits longer for what they did not ask for. */
    private static final Duration RECOMMENDED_WITHIN = Duration.ofMillis(300);

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

    /** Whether anything may be recommended to them at all. */
    boolean mayRecommend() {
        return who.caller().customer().isPresent() && tools.recommendations().mayBe();
    }

    /**
     * What may be recommended; told once more, that it may be asked now. What is late is not asked,
     * nor counted as shown.
     *
     * @param waited how much of the time for it is over
     */
    Input recommended(
            Turn.Recommend asked, Dialogue dialogue, Optional<Topic> topic, Duration waited) {
        var isWanted = new AtomicBoolean(true);
        var found =
                who.caller()
                        .customer()
                        .map(customer -> whom(customer, dialogue, topic))
                        .flatMap(whom ->
                                tools.budgeted()
                                        .start(() -> ask(whom, asked, dialogue, isWanted))
                                        .within(RECOMMENDED_WITHIN.minus(waited))
                                        .flatMap(each -> each));
        isWanted.set(false);
        return found.<Input>map(each -> each).orElseGet(Input.NotFound::new);
    }

    private Optional<Input.Recommended> ask(
            Whom whom, Turn.Recommend asked, Dialogue dialogue, AtomicBoolean isWanted) {
        var recommendations = tools.recommendations();
        return asked.id()
                .map(id ->
                        recommendations.begin(whom, new RecommendationId(id), isWanted::get)
                                ? Optional.of(new Input.Recommended(id, ""))
                                : Optional.<Input.Recommended>empty())
                .orElseGet(() ->
                        recommendations
                                .find(whom, dialogue.language().code())
                                .map(question ->
                                        new Input.Recommended(
                                                question.recommendation().value(),
                                                question.words())));
    }

    private Whom whom(CustomerId customer, Dialogue dialogue, Optional<Topic> topic) {
        var arrival = who.arrival();
        return new Whom(
                contact,
                customer,
                dialogue.trusted(who.trust()),
                arrival.channel(),
                arrival.handle().map(Handle::kind),
                topic);
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
