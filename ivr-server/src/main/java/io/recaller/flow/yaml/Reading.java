package io.recaller.flow.yaml;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.check.Checker;
import java.util.List;

/** What came of reading a flow's text. */
public sealed interface Reading {
    /** A flow; {@link Checker} may still find it wrong. */
    record Read(Flow flow) implements Reading {}

    /**
     * Not a flow.
     *
     * @param problems never empty, in the order of the file
     */
    record Broken(List<FlowProblem> problems) implements Reading {
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
