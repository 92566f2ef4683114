package io.recaller.cli;

import io.recaller.flow.Flow;
import io.recaller.flow.check.Installation;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a flow names that only settings have: without them it counts as there. */
final class NotChecked {
    private NotChecked() {}

    /**
     * In words; empty for a flow that names nothing of the kind.
     *
     * @param named what stands in the flow
     */
    static Optional<String> words(Flow flow, Installation named) {
        var kinds =
                Stream.of(
                                kind("known fields", named.fields().keySet()),
                                kind("look-ups", named.lookUps()),
                                kind("hours", flow.hours()),
                                kind("queues", named.queues()))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of("not checked without --settings FILE: " + kinds);
    }

    private static Optional<String> kind(String name, Collection<String> named) {
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(name + " (" + String.join(", ", new TreeSet<>(named)) + ")");
    }
}
