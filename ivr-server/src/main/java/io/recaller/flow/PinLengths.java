package io.recaller.flow;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many digits of a PIN callers can key, by what the flows ask for. */
public final class PinLengths {
    private record Asked(String flow, Entry.Digits digits) {}

    private final List<Asked> asked;

    private PinLengths(List<Asked> asked) {
        this.asked = List.copyOf(asked);
    }

    /** Where no flow asks for any, every PIN is as good. */
    public static PinLengths of(Collection<Flow> flows) {
        return new PinLengths(flows.stream().flatMap(flow -> asked(flow).stream()).toList());
    }

    private static List<Asked> asked(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Verify.class::isInstance)
                .map(node -> new Asked(flow.name(), ((Node.Verify) node).digits()))
                .distinct()
                .toList();
    }

    /**
     * What is the matter with a PIN of so many digits, and the remedy; empty: somebody who is asked
     * can key it. It may be meant so: the flow that will ask for it may come later.
     */
    public Optional<String> doubt(int digits) {
        var canKey =
                asked.stream()
                        .map(Asked::digits)
                        .anyMatch(each -> each.min() <= digits && digits <= each.max());
        return asked.isEmpty() || canKey
                ? Optional.empty()
                : Optional.of(
                        "has "
                                + digits
                                + " digits, and no caller can key it: "
                                + asked.stream()
                                        .map(each ->
                                                "the flow "
                                                        + each.flow()
                                                        + " takes "
                                                        + each.digits().words())
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + "; set one of that length, or let verify.digits of the flow"
                                + " take it");
    }
}
