package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.text.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the ways of a flow lead: nowhere, never, or round in a circle nobody can leave. */
final class PathCheck {
    private static final int MOST_SHOWN = 20;

    private final Flow flow;
    private final List<FlowProblem> problems = new ArrayList<>();

    PathCheck(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> problems() {
        dangling(new Exit("/start", flow.start()));
        dangling(new Exit("/person", flow.person()), "a node that leads to a person", handOffs());
        flow.verify()
                .ifPresent(pin -> dangling(new Exit("/verify", pin), "a verify node", verifying()));
        flow.nodes().values().forEach(node -> Exit.of(node).forEach(this::dangling));
        circles();
        return problems;
    }

    /** Nodes of which a flow under construction may have some: no caller comes to harm by them. */
    List<FlowProblem> warnings() {
        var reached = reached();
        return flow.nodes().keySet().stream()
                .filter(id -> !reached.contains(id))
                .map(id ->
                        flow.source()
                                .problem(
                                        "/nodes/" + id,
                                        "nothing leads to the node " + id,
                                        "Lead somewhere to it, or remove it"))
                .toList();
    }

    private void dangling(Exit exit) {
        dangling(exit, "", flow.nodes().keySet());
    }

    /**
     * Tells of an exit that leads nowhere.
     *
     * @param kind what is to stand there; empty: any node
     * @param fitting the nodes that are such
     */
    private void dangling(Exit exit, String kind, Collection<String> fitting) {
        if (flow.nodes().containsKey(exit.target())) {
            return;
        }
        var remedy =
                Nearest.to(exit.target(), fitting)
                        .map(near -> "Did you mean " + near + "?")
                        .orElseGet(() -> named(kind, fitting));
        problems.add(
                flow.source().problem(exit.pointer(), "there is no node " + exit.target(), remedy));
    }

    private static String named(String kind, Collection<String> fitting) {
        if (kind.isEmpty()) {
            return "Add the node, or name another";
        }
        return fitting.isEmpty()
                ? "Add it; it is to be " + kind
                : "Name " + kind + ": there is " + String.join(", ", fitting);
    }

    private List<String> verifying() {
        return of(Node.Verify.class);
    }

    private List<String> handOffs() {
        return of(Node.HandOff.class);
    }

    private List<String> of(Class<? extends Node> kind) {
        return flow.nodes().values().stream()
                .filter(kind::isInstance)
                .map(Node::id)
                .limit(MOST_SHOWN)
                .toList();
    }

    private Set<String> reached() {
        var reached = new LinkedHashSet<String>();
        var next = new ArrayDeque<>(List.of(flow.start(), flow.person()));
        if (flow.nodes().values().stream().anyMatch(node -> node.tier() != TrustTier.UNKNOWN)) {
            flow.verify().ifPresent(next::add);
        }
        while (!next.isEmpty()) {
            var node = flow.nodes().get(next.remove());
            if (node != null && reached.add(node.id())) {
                Exit.of(node).forEach(exit -> next.add(exit.target()));
            }
        }
        return reached;
    }

    /** Over the nodes that do not listen; tells the first circle it finds. */
    private void circles() {
        var ring = new Circles(this::silentWays);
        for (var id : flow.nodes().keySet()) {
            var circle = ring.from(id);
            if (circle.isPresent()) {
                tell(circle.get());
                return;
            }
        }
    }

    private List<String> silentWays(String id) {
        var node = flow.nodes().get(id);
        if (node instanceof Node.HandOff handOff) {
            // Of a queue that is closed: it gives the caller back without having listened.
            return handOff.otherwise().stream().toList();
        }
        return node == null || listens(node)
                ? List.of()
                : Exit.of(node).stream().map(Exit::target).toList();
    }

    private void tell(List<String> ring) {
        var shown = ring.size() <= MOST_SHOWN ? ring : ring.subList(0, MOST_SHOWN);
        var first = ring.getFirst();
        problems.add(
                flow.source()
                        .problem(
                                "/nodes/" + first,
                                "the caller goes round without a way out: "
                                        + String.join(" → ", shown)
                                        + " → "
                                        + (shown.size() < ring.size() ? "… → " : "")
                                        + first,
                                "Put a menu or a form into the circle, or lead out of it"));
    }

    private static boolean listens(Node node) {
        return switch (node) {
            case Node.Menu _, Node.Verify _, Node.HandOff _, Node.End _ -> true;
            case Node.Form form -> !form.fields().stream().allMatch(Field::isSilent);
            case Node.Say _,
                    Node.Speak _,
                    Node.LookUp _,
                    Node.Branch _,
                    Node.Switch _,
                    Node.Recommend _ ->
                    false;
        };
    }
}
