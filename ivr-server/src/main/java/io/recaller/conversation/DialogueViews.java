package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.DialogueView.Hidden;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RecentContext;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dialogues of others, looked on: nothing is changed, and nothing is shown that the viewer's trust
 * is not enough for. Any thread; blocking.
 */
public final class DialogueViews {
    private final Flows flows;
    private final RecentContext contexts;
    private final Tools tools;

    public DialogueViews(Flows flows, RecentContext contexts, Tools tools) {
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
                .map(saved ->
                        view(arrival, saved, now -> caller(arrival, saved, now), viewer, cap));
    }

    /** How an onlooker found what they may go on with. */
    public sealed interface Found {
        record Seen(DialogueView view) implements Found {}

        /** There is none, or another has taken the caller's place. */
        record Nothing() implements Found {}

        /** It cannot be read now. */
        record Unread() implements Found {}
    }

    /**
     * As {@link #of(Arrival, ContactId, String, TrustTier)}, of a dialogue that may be gone on
     * with: both are read once.
     *
     * @param within how long reading may take
     */
    public Found of(
            Reentry entered, Arrival arrival, String viewer, TrustTier cap, Duration within) {
        return entered.seen(within)
                .<Found>map(look ->
                        look.saved()
                                .filter(saved -> saved.handle().equals(arrival.handle()))
                                .map(saved -> view(arrival, saved, _ -> look.caller(), viewer, cap))
                                .<Found>map(Found.Seen::new)
                                .orElseGet(Found.Nothing::new))
                .orElseGet(Found.Unread::new);
    }

    private DialogueView view(
            Arrival arrival,
            Saved saved,
            Function<Instant, Caller> caller,
            String viewer,
            TrustTier cap) {
        var dialogue = saved.dialogue();
        var matched = dialogue.isMatched(viewer);
        var isTheirs = matched || isOfTheNumber(arrival, saved);
        var trust =
                matched ? saved.trust() : lower(saved.trust(), isTheirs ? cap : TrustTier.UNKNOWN);
        var turn =
                flows.version(dialogue.flowSha())
                        .filter(flow -> mayEnter(flow, dialogue, trust))
                        .map(flow ->
                                turn(
                                        arrival,
                                        saved,
                                        flow,
                                        trust,
                                        isTheirs ? caller : contexts::stranger));
        var hidden =
                turn.filter(_ -> !holdsSecrets(dialogue))
                        .map(DialogueViews::hidden)
                        .orElse(Hidden.PRIVATE);
        return new DialogueView(
                turn.filter(_ -> hidden == Hidden.NOT),
                hidden,
                field(dialogue),
                dialogue.language(),
                saved.version(),
                matched,
                trust,
                mayMatch(dialogue),
                dialogue.matching()
                        .filter(asked -> asked.page().equals(viewer))
                        .map(Matching.Asked::digits),
                isHandedOff(dialogue),
                saved.over());
    }

    /**
     * Whether whoever proved who they are is whom the number is known by, if by anybody: else what
     * went to the number is in another's hands.
     */
    private boolean isOfTheNumber(Arrival arrival, Saved saved) {
        if (saved.trust() != TrustTier.VERIFIED) {
            return true;
        }
        var now = tools.clock().instant();
        return arrival.handle()
                .flatMap(handle -> contexts.anew().read(handle, now).customer())
                .filter(known -> !Optional.of(known).equals(saved.customer()))
                .isEmpty();
    }

    private boolean holdsSecrets(Dialogue dialogue) {
        return flows.version(dialogue.flowSha()).filter(dialogue::holdsSecrets).isPresent();
    }

    /** While the call waits for an answer: what runs meanwhile is not asked for anew. */
    private boolean mayMatch(Dialogue dialogue) {
        return dialogue.mayMatch()
                && !holdsSecrets(dialogue)
                && flows.version(dialogue.flowSha())
                        .flatMap(flow -> flow.node(dialogue.node()))
                        .filter(DialogueViews::asks)
                        .isPresent();
    }

    private static boolean asks(Node node) {
        return switch (node) {
            case Node.Menu _, Node.Form _, Node.Verify _ -> true;
            case Node.Say _,
                    Node.Speak _,
                    Node.LookUp _,
                    Node.Branch _,
                    Node.Switch _,
                    Node.Recommend _,
                    Node.HandOff _,
                    Node.End _ ->
                    false;
        };
    }

    private boolean isHandedOff(Dialogue dialogue) {
        return flows.version(dialogue.flowSha())
                .flatMap(flow -> flow.node(dialogue.node()))
                .filter(Node.HandOff.class::isInstance)
                .isPresent();
    }

    private static TrustTier lower(TrustTier one, TrustTier other) {
        return one.atLeast(other) ? other : one;
    }

    private static boolean mayEnter(Flow flow, Dialogue dialogue, TrustTier trust) {
        return flow.node(dialogue.node()).filter(node -> trust.atLeast(node.tier())).isPresent();
    }

    /** What was found out for who is trusted more is not said to who is trusted less. */
    private Turn turn(
            Arrival arrival,
            Saved saved,
            Flow flow,
            TrustTier trust,
            Function<Instant, Caller> caller) {
        var dialogue = saved.dialogue();
        var shown = trust.atLeast(saved.trust()) ? dialogue : dialogue.withoutCollected(flow);
        var now = tools.clock().instant();
        var who = caller.apply(now);
        return flow.node(dialogue.node()).orElseThrow() instanceof Node.LookUp lookUp
                ? new Turn.LookUp(lookUp.source(), Map.of(), Speech.silence())
                : tools.engine()
                        .render(
                                flow,
                                shown,
                                tools.context(who, now, trust, arrival).withPage(false))
                        .turn();
    }

    private Caller caller(Arrival arrival, Saved saved, Instant now) {
        return saved.customer()
                .map(customer -> contexts.read(customer, now))
                .or(() -> arrival.handle().map(handle -> contexts.read(handle, now)))
                .orElseGet(() -> contexts.stranger(now));
    }

    /** A secret is given on the telephone only: it is written nowhere. */
    private static Hidden hidden(Turn turn) {
        return switch (turn) {
            case Turn.Verify _ -> Hidden.PIN;
            case Turn.Ask ask -> ask.secret() ? Hidden.PRIVATE : Hidden.NOT;
            case Turn.Say _,
                    Turn.Choose _,
                    Turn.LookUp _,
                    Turn.SwitchTo _,
                    Turn.Recommend _,
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
