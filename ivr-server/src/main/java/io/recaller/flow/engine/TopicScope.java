package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which topics can lead to a menu at all: who chose the internet does not want the bill any more,
 * so a sub-menu is predicted among what the choices before it have left.
 */
final class TopicScope {
    private TopicScope() {}

    /** By the choices since the caller was last in this menu. */
    static Predicate<Topic> of(Flow flow, Dialogue dialogue, Node.Menu menu) {
        var scopes = new ArrayList<Predicate<Topic>>();
        for (var entry : dialogue.path().reversed()) {
            if (entry.node().equals(menu.id()) && !(entry instanceof PathEntry.Entered)) {
                break;
            }
            chosen(flow, entry).ifPresent(scopes::add);
        }
        return topic -> scopes.stream().allMatch(scope -> scope.test(topic));
    }

    private static Optional<Predicate<Topic>> chosen(Flow flow, PathEntry entry) {
        return entry instanceof PathEntry.OptionChosen(String node, String chosen)
                        && flow.nodes().get(node) instanceof Node.Menu menu
                ? menu.options().stream()
                        .filter(option -> option.id().equals(chosen))
                        .findFirst()
                        .flatMap(option -> under(menu, option))
                : Optional.empty();
    }

    /** Empty for an option that says nothing of topics. */
    private static Optional<Predicate<Topic>> under(Node.Menu menu, Option option) {
        if (option.topics().isEmpty() && !option.other()) {
            return Optional.empty();
        }
        return Optional.of(
                topic -> menu.optionFor(topic).map(option::equals).orElseGet(option::other));
    }
}
