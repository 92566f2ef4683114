package io.recaller.flow;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;

/** A compiled condition of a flow, in the Common Expression Language. Safe for all threads. */
public final class Condition {
    private final String text;
    private final CelRuntime.Program program;
    private final List<String> hours;

    /**
     * @param hours the names of the opening hours it asks for, in the order of the text
     */
    public Condition(String text, CelRuntime.Program program, List<String> hours) {
        this.text = text;
        this.program = program;
        this.hours = List.copyOf(hours);
    }

    /** The names of the opening hours it asks for, in the order of the text. */
    public List<String> hours() {
        return hours;
    }

    /** A condition that cannot be decided, such as one over a missing value, does not hold. */
    public boolean holds(ConditionNames names) {
        try {
            return Boolean.TRUE.equals(
                    hours.isEmpty()
                            ? program.eval(names.values())
                            : program.eval(names.values(), names.functions()));
        } catch (CelEvaluationException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
