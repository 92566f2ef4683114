package io.recaller.flow.check;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Adaptive menus whose options serve different numbers of topics. The model counts by topic, so
 * with little learned an option with two is taken for twice as likely as one with one.
 */
final class TopicNotes {
    private TopicNotes() {}

    static List<FlowProblem> of(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .flatMap(node -> of(flow, (Node.Menu) node).stream())
                .toList();
    }

    private static Optional<FlowProblem> of(Flow flow, Node.Menu menu) {
        var fewest =
                menu.options().stream()
                        .mapToInt(option -> option.topics().size())
                        .filter(topics -> topics > 0)
                        .min()
                        .orElse(0);
        var ahead =
                menu.options().stream()
                        .filter(option -> option.topics().size() > fewest)
                        .map(option -> option.id() + " (" + option.topics().size() + " topics)")
                        .collect(Collectors.joining(", "));
        return menu.adaptive() && !ahead.isEmpty()
                ? Optional.of(
                        flow.source()
                                .problem(
                                        "/nodes/" + menu.id() + "/menu/options",
                                        "options with more topics begin with more chances: "
                                                + ahead,
                                        "What is learned outweighs it; see docs/menu-planner.md"))
                : Optional.empty();
    }
}
