package io.recaller.flow.check;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Forms that ask for what no telephone has keys for, and do not say where callers go. */
final class TypedFields {
    private TypedFields() {}

    static List<FlowProblem> warnings(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Form.class::isInstance)
                .flatMap(form -> of(flow, (Node.Form) form))
                .toList();
    }

    private static Stream<FlowProblem> of(Flow flow, Node.Form form) {
        var at = "/nodes/" + form.id();
        var typed =
                form.fields().stream()
                        .filter(field -> !field.entry().isKeyed())
                        .map(field -> field.name())
                        .findFirst();
        if (typed.isPresent() == form.onPhone().isPresent()) {
            return Stream.empty();
        }
        return typed
                .map(name ->
                        flow.source()
                                .problem(
                                        at + "/form/" + name,
                                        "no telephone has keys for " + name,
                                        "Callers go to "
                                                + flow.person()
                                                + "; add on_phone: NODE, such as one that shows"
                                                + " the page"))
                .or(() ->
                        Optional.of(
                                flow.source()
                                        .problem(
                                                at + "/on_phone",
                                                "every field of this form can be keyed",
                                                "Take on_phone out: nobody goes there")))
                .stream();
    }
}
