package io.recaller.flow;

import io.recaller.text.Excerpt;
import java.util.Comparator;

/**
 * One mistake in a flow, told so that it can be mended.
 *
 * @param line 1-based line in the file; 0 when it belongs to no line
 * @param path where in the document, dotted: {@code nodes.main.menu.options.pay.next}
 * @param message what is wrong
 * @param remedy what to do about it
 */
public record FlowProblem(String file, int line, String path, String message, String remedy) {
    /** As the file has them, and the same ones at every run. */
    public static final Comparator<FlowProblem> IN_ORDER =
            Comparator.comparing(FlowProblem::file)
                    .thenComparingInt(FlowProblem::line)
                    .thenComparing(FlowProblem::path)
                    .thenComparing(FlowProblem::message)
                    .thenComparing(FlowProblem::remedy);

    private static final int LONGEST_PATH = 300;
    private static final int LONGEST = 1_000;

    /** Keeps of what stands in the file as much as one reads. */
    public FlowProblem {
        path = Excerpt.of(path, LONGEST_PATH);
        message = Excerpt.of(message, LONGEST);
        remedy = Excerpt.of(remedy, LONGEST);
    }

    /** {@code telecom.yaml:12: nodes.main: message. Remedy} */
    @Override
    public String toString() {
        var where = path.isEmpty() ? "" : path + ": ";
        return file + ":" + line + ": " + where + message + ". " + remedy;
    }
}
