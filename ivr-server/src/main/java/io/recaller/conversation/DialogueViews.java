package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.DialogueView.Hidden;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.ContextSource;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Matching;
import io.recaller.flow.engine.Position;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Dialogues of others, looked on: nothing is changed, and nothing is shown that the viewer's trust
 * is not enough for. Any thread; blocking.
 */
public final class DialogueViews {
    private final Flows flows;
    private final ContextSource contexts;
    private final Tools tools;

    public DialogueViews(Flows flows, ContextSource contexts, Tools tools) {
        this.flows = flows;
        this.contexts = contexts;
        this.tools = tools;
    }

    /**
     * The dialogue as it is written now.
     *
     * @param viewer the name of who looks on, by which number matching knows them
     * @param cap as much as they are trusted, unless the caller keyed what they showed
     * @return empty: there is none, or another has taken the caller's place
     */
    public Optional<DialogueView> of(
            Arrival arrival, ContactId contact, String viewer, TrustTier cap) {
        return tools.dialogues()
                .load(contact)
                .filter(saved -> saved.handle().equals(arrival.handle()))
                .map(saved -> view(arrival, saved, viewer, cap));
    }

    private DialogueView view(Arrival arrival, Saved saved, String viewer, TrustTier cap) {
        var dialogue = saved.dialogue();
        var matched = dialogue.isMatched(viewer);
        var trust = matched ? saved.trust() : lower(saved.trust(), cap);
        var turn =
                flows.version(dialogue.flowSha())
                        .filter(flow -> mayEnter(flow, dialogue, trust))
                        .map(flow -> turn(arrival, saved, flow, trust));
        var hidden = turn.map(each -> hidden(each, matched)).orElse(Hidden.PRIVATE);
        return new DialogueView(
                turn.filter(_ -> hidden == Hidden.NOT),
                hidden,
                field(dialogue),
                dialogue.language(),
                saved.version(),
                matched,
                dialogue.matching()
                        .filter(asked -> asked.page().equals(viewer))
                        .map(Matching.Asked::digits),
                saved.over());
    }

    private static TrustTier lower(TrustTier one, TrustTier other) {
        return one.atLeast(other) ? other : one;
    }

    private static boolean mayEnter(Flow flow, Dialogue dialogue, TrustTier trust) {
        return flow.node(dialogue.node()).filter(node -> trust.atLeast(node.tier())).isPresent();
    }

    /** What was found out for who is trusted more is not said to who is trusted less. */
    private Turn turn(Arrival arrival, Saved saved, Flow flow, TrustTier trust) {
        var dialogue = saved.dialogue();
        var shown = trust.atLeast(saved.trust()) ? dialogue : dialogue.withoutCollected(flow);
        var now = tools.clock().instant();
        return flow.node(dialogue.node()).orElseThrow() instanceof Node.LookUp lookUp
                ? new Turn.LookUp(lookUp.source(), Map.of(), Speech.silence())
                : tools.engine()
                        .render(
                                flow,
                                shown,
                                tools.context(caller(arrival, saved, now), now, trust, arrival)
                                        .withPage(false))
                        .turn();
    }

    private Caller caller(Arrival arrival, Saved saved, Instant now) {
        return saved.customer()
                .map(customer -> contexts.read(customer, now))
                .or(() -> arrival.handle().map(handle -> contexts.read(handle, now)))
                .orElseGet(() -> contexts.stranger(now));
    }

    private static Hidden hidden(Turn turn, boolean matched) {
        return switch (turn) {
            case Turn.Verify _ -> Hidden.PIN;
            case Turn.Ask ask -> ask.secret() && !matched ? Hidden.PRIVATE : Hidden.NOT;
            case Turn.Say _,
                    Turn.Choose _,
                    Turn.LookUp _,
                    Turn.SwitchTo _,
                    Turn.HandOff _,
                    Turn.End _ ->
                    Hidden.NOT;
        };
    }

    private static String field(Dialogue dialogue) {
        return switch (dialogue.position()) {
            case Position.AtField(String field, _) -> field;
            case Position.ReadingBack(String field, _) -> field;
            case Position.AtNode _, Position.InMenu _, Position.LookingUp _ -> "";
        };
    }
}
