package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a person can be reached from everywhere, and a proof asked where one is needed. */
final class PersonCheck {
    private final Flow flow;
    private final List<FlowProblem> problems = new ArrayList<>();

    PersonCheck(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> problems() {
        if (flow.nodes().containsKey(flow.person()) && !leadsToPerson(flow, flow.person())) {
            add(
                    "/person",
                    "the node " + flow.person() + " does not lead straight to a person",
                    "Name a hand_off node, or a say node before one, without a tier");
        }
        flow.nodes().values().forEach(this::node);
        flow.verify().ifPresent(this::gate);
        return problems;
    }

    /** Whether whoever enters the node ends in a hand-off without being asked for anything. */
    static boolean leadsToPerson(Flow flow, String id) {
        var seen = new HashSet<String>();
        var next = new ArrayDeque<>(List.of(id));
        while (!next.isEmpty()) {
            var one = next.remove();
            if (seen.add(one)) {
                if (!isOnTheWay(flow.nodes().get(one))) {
                    return false;
                }
                next.addAll(straightWays(flow, one));
            }
        }
        return new Circles(node -> straightWays(flow, node)).from(id).isEmpty();
    }

    private static boolean isOnTheWay(@Nullable Node node) {
        return switch (node) {
            case null -> false;
            case Node.HandOff _, Node.Say _, Node.Speak _, Node.Branch _ ->
                    node.tier() == TrustTier.UNKNOWN;
            case Node.Menu _,
                    Node.Form _,
                    Node.Verify _,
                    Node.LookUp _,
                    Node.Switch _,
                    Node.Recommend _,
                    Node.End _ ->
                    false;
        };
    }

    private static List<String> straightWays(Flow flow, String id) {
        var node = flow.nodes().get(id);
        return node instanceof Node.Say || node instanceof Node.Speak || node instanceof Node.Branch
                ? Exit.of(node).stream().map(Exit::target).toList()
                : List.of();
    }

    private void node(Node node) {
        if (node.tier() != TrustTier.UNKNOWN && flow.verify().isEmpty()) {
            add(
                    "/nodes/" + node.id() + "/tier",
                    "a tier is needed here but the flow has no verify node",
                    "Add a verify node and name it at the top: verify: pin");
        }
        if (node instanceof Node.Verify verify) {
            failed(verify);
        }
    }

    private void failed(Node.Verify verify) {
        var after = flow.nodes().get(verify.failed());
        if (after != null && after.tier() != TrustTier.UNKNOWN) {
            add(
                    "/nodes/" + verify.id() + "/failed",
                    "who could not prove who they are cannot enter " + after.id(),
                    "Lead to a node without a tier, such as " + flow.person());
        }
        if (verify.next().isEmpty() && isNamed(verify.id())) {
            add(
                    "/nodes/" + verify.id(),
                    "nodes lead here, but it leads nowhere after the proof",
                    "Add next");
        }
    }

    private boolean isNamed(String id) {
        return flow.start().equals(id)
                || flow.nodes().values().stream()
                        .flatMap(node -> Exit.of(node).stream())
                        .anyMatch(exit -> exit.target().equals(id));
    }

    private void gate(String id) {
        var node = flow.nodes().get(id);
        if (node != null && !(node instanceof Node.Verify)) {
            add("/verify", "the node " + id + " is not a verify node", "Name a verify node");
        }
    }

    private void add(String pointer, String message, String remedy) {
        problems.add(flow.source().problem(pointer, message, remedy));
    }
}
