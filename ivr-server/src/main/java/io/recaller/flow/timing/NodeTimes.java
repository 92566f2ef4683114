package io.recaller.flow.timing;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Collected;
import io.recaller.flow.ConditionNames;
import io.recaller.flow.Context;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How one caller passes the single nodes of a flow, and how long each takes. One thread. */
final class NodeTimes {
    private final Flow flow;
    private final Language language;
    private final Context context;
    private final Pace pace;

    NodeTimes(Flow flow, Language language, PromptLengths lengths, Context context) {
        this(flow, language, context, new Pace(flow, language, lengths, context));
    }

    private NodeTimes(Flow flow, Language language, Context context, Pace pace) {
        this.flow = flow;
        this.language = language;
        this.context = context;
        this.pace = pace;
    }

    /** As another caller passes them. */
    NodeTimes of(Context other) {
        return new NodeTimes(flow, language, other, pace);
    }

    /** Passes the proof before the node; empty when there is no such node. */
    Optional<Waypoint> arrive(Waypoint leg) {
        return flow.node(leg.node())
                .map(node ->
                        trust(leg.traveller()).atLeast(node.tier())
                                ? leg
                                : proved(leg, flow.verify().flatMap(flow::node)));
    }

    private Waypoint proved(Waypoint leg, Optional<Node> verify) {
        return verify.filter(Node.Verify.class::isInstance)
                .map(node -> proved(leg, (Node.Verify) node))
                .orElse(leg);
    }

    private Waypoint proved(Waypoint leg, Node.Verify verify) {
        return trust(leg.traveller()).atLeast(TrustTier.VERIFIED)
                ? leg
                : leg.after(pace.proving(verify)).as(leg.traveller().proving());
    }

    private TrustTier trust(WayState traveller) {
        return traveller.proved() ? TrustTier.VERIFIED : context.trust();
    }

    /** Through a menu by one of its options, read in this order. */
    Waypoint choosing(Waypoint leg, Node.Menu menu, List<Option> order, Option wanted) {
        return leg.after(pace.choosing(menu, order, wanted))
                .as(leg.traveller().listening())
                .to(wanted.next());
    }

    /** Taking the question of a menu. */
    Duration accepting(Node.Menu menu, Duration question) {
        return pace.accepting(menu, question);
    }

    /** All ways out, over failures and by offers excepted. */
    List<Waypoint> ways(Waypoint leg) {
        return switch (flow.nodes().get(leg.node())) {
            case null -> List.of();
            case Node.Menu menu ->
                    menu.options().stream()
                            .map(option -> choosing(leg, menu, menu.options(), option))
                            .toList();
            case Node.Branch branch ->
                    Stream.concat(
                                    branch.cases().stream().map(Node.Branch.Case::next),
                                    Stream.of(branch.otherwise()))
                            .map(leg::to)
                            .toList();
            case Node.Recommend asked -> recommended(leg, asked);
            case Node.Say _,
                    Node.Speak _,
                    Node.Form _,
                    Node.Verify _,
                    Node.LookUp _,
                    Node.HandOff _,
                    Node.Switch _,
                    Node.End _ ->
                    through(leg).stream().toList();
        };
    }

    /** Past a node with one way out for this caller; empty where they choose or stay. */
    Optional<Waypoint> through(Waypoint leg) {
        return switch (flow.nodes().get(leg.node())) {
            case null -> Optional.empty();
            case Node.Say say -> Optional.of(leg.after(pace.saying(say.say())).to(say.next()));
            case Node.Speak speak -> Optional.of(leg.to(speak.next()));
            case Node.Form form -> Optional.of(filled(leg, form));
            case Node.Verify verify -> verify.next().map(proved(leg, verify)::to);
            case Node.LookUp lookUp ->
                    Optional.of(leg.after(pace.saying(lookUp.meanwhile())).to(lookUp.next()));
            case Node.Branch branch -> Optional.of(leg.to(decided(branch, leg.traveller())));
            case Node.Switch other ->
                    Optional.of(leg.after(pace.saying(other.say())).to(other.next()));
            case Node.Recommend asked -> Optional.of(leg.to(asked.next()));
            case Node.Menu _, Node.HandOff _, Node.End _ -> Optional.empty();
        };
    }

    /** Most callers are recommended nothing: they pass it in no time. */
    private List<Waypoint> recommended(Waypoint leg, Node.Recommend asked) {
        var answered = leg.after(pace.recommending());
        return List.of(
                leg.to(asked.next()),
                answered.to(asked.accepted()),
                answered.to(asked.declined().orElse(asked.next())));
    }

    private String decided(Node.Branch branch, WayState traveller) {
        return branch.decide(ConditionNames.of(Collected.nothing(language), as(traveller))).next();
    }

    private Context as(WayState traveller) {
        return context.trusted(trust(traveller));
    }

    private Waypoint filled(Waypoint leg, Node.Form form) {
        var took = Duration.ZERO;
        for (var field : form.fields()) {
            if (!leg.traveller().collected().contains(field.name())) {
                took = took.plus(answering(field, leg.traveller()));
            }
        }
        return leg.after(took).as(leg.traveller().filling(form)).to(form.next());
    }

    private Duration answering(Field field, WayState traveller) {
        if (field.known(as(traveller)).isEmpty()) {
            return pace.asking(field);
        }
        return traveller.yes() ? Duration.ZERO : pace.readingBack(field);
    }
}
