package io.recaller.flow.check;

import io.recaller.customer.PinDigits;
import io.recaller.flow.Entry;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import java.util.List;
import java.util.stream.Stream;

/** Proofs that ask for as many digits as no PIN has: nobody could ever give one. */
final class PinLengthCheck {
    private PinLengthCheck() {}

    static List<FlowProblem> warnings(Flow flow) {
        return flow.nodes().values().stream()
                .flatMap(node ->
                        node instanceof Node.Verify verify && !canBeKeyed(verify.digits())
                                ? Stream.of(warning(flow, verify))
                                : Stream.empty())
                .toList();
    }

    private static boolean canBeKeyed(Entry.Digits asked) {
        return asked.max() >= PinDigits.FEWEST && asked.min() <= PinDigits.MOST;
    }

    private static FlowProblem warning(Flow flow, Node.Verify verify) {
        return flow.source()
                .problem(
                        "/nodes/" + verify.id() + "/verify/digits",
                        "nobody can have a PIN of "
                                + verify.digits().words()
                                + ": PINs have "
                                + PinDigits.words(),
                        "Take as many as your PINs have, as in digits: {min: 4, max: 6}");
    }
}
