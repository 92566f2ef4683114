package io.recaller.flow.engine;

import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Questions that cannot be put: they speak of values that whoever goes on with a dialogue is not to
 * hear, and a text without one of its values is silence. Pure.
 */
final class Untellable {
    private Untellable() {}

    /**
     * Where what the form here speaks of is asked or looked up.
     *
     * @param hidden names of values
     * @return empty: the form can be asked as it is
     */
    static Optional<String> before(Flow served, Dialogue here, Set<String> hidden) {
        if (!(served.nodes().get(here.node()) instanceof Node.Form)) {
            return Optional.empty();
        }
        var spoken = new HashSet<>(hidden);
        spoken.retainAll(here.data().keySet());
        spoken.retainAll(arguments(served, here));
        return spoken.stream().sorted().flatMap(name -> from(served, name).stream()).findFirst();
    }

    private static Set<String> arguments(Flow served, Dialogue here) {
        var names = new HashSet<String>();
        for (var placed : FlowTexts.of(served)) {
            var isHere = placed.node().equals(here.node()) && placed.isSpoken();
            if (isHere && placed.text().patterns().containsKey(here.language())) {
                names.addAll(placed.text().arguments(here.language()));
            }
        }
        return names;
    }

    private static Optional<String> from(Flow served, String name) {
        return served.nodes().values().stream()
                .filter(node -> gives(node, name))
                .map(Node::id)
                .findFirst();
    }

    private static boolean gives(Node node, String name) {
        return switch (node) {
            case Node.Form form -> form.fields().stream().map(Field::name).anyMatch(name::equals);
            case Node.LookUp lookUp -> lookUp.result().containsKey(name);
            case Node.Say _,
                    Node.Menu _,
                    Node.Verify _,
                    Node.Speak _,
                    Node.Branch _,
                    Node.Recommend _,
                    Node.HandOff _,
                    Node.Switch _,
                    Node.End _ ->
                    false;
        };
    }
}
