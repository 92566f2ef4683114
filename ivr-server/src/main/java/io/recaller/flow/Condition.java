package io.recaller.flow;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;

/** A compiled condition of a flow, in the Common Expression Language. Safe for all threads. */
public final class Condition {
    private final String text;
    private final CelRuntime.Program program;

    public Condition(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    public String text() {
        return text;
    }

    /** A condition that cannot be decided, such as one over a missing value, does not hold. */
    public boolean holds(Map<String, Object> names) {
        try {
            return Boolean.TRUE.equals(program.eval(names));
        } catch (CelEvaluationException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
