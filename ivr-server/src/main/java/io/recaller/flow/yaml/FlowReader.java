package io.recaller.flow.yaml;

import io.recaller.flow.FlowProblem;
import io.recaller.flow.Source;
import io.recaller.text.CutEnd;
import io.recaller.text.YamlRemedy;
import java.util.List;
import java.util.Locale;

/** Reads the text of a flow. Wrong content is a returned value, never an exception. */
public final class FlowReader {
    private static final int LONGEST_MESSAGE = 200;

    /** Whoever calls goes to a person. */
    static final String LEAST =
            "{flow: hello, languages: [en], start: person, person: person,"
                    + " nodes: {person: {hand_off: {}}}}";

    private final FlowSchema schema = new FlowSchema();
    private final Conditions conditions = new Conditions();

    /**
     * The flow, or what is wrong with the text.
     *
     * @param file how messages name the text
     */
    public Reading read(String file, String text) {
        try {
            var tree = YamlTree.parse(text);
            return read(tree, Source.of(file, text, tree.lines()));
        } catch (YamlTree.BadYamlException e) {
            return new Reading.Broken(List.of(problem(file, text, e)));
        }
    }

    private static FlowProblem problem(String file, String text, YamlTree.BadYamlException e) {
        var words = "" + e.getMessage();
        if (words.equals(YamlTree.NOTHING)) {
            return new FlowProblem(file, 1, "", words, "The least there can be: " + LEAST);
        }
        return isTag(text, e.line())
                ? new FlowProblem(
                        file,
                        e.line(),
                        "",
                        "a value begins with ! and has no quotes",
                        "Put it in quotes, as in when: \"!open('support')\"")
                : new FlowProblem(
                        file,
                        e.line(),
                        "",
                        "not readable as YAML: " + shortened(words),
                        remedy(words));
    }

    private static String remedy(String message) {
        var remedy = YamlRemedy.of(message);
        return remedy.substring(0, 1).toUpperCase(Locale.ROOT) + remedy.substring(1);
    }

    /** YAML takes it for the kind of a value. */
    private static boolean isTag(String text, int line) {
        return text.lines()
                .skip(line - 1L)
                .findFirst()
                .filter(one -> one.matches(".*:\\s+!.*"))
                .isPresent();
    }

    private Reading read(YamlTree tree, Source source) {
        var shape = schema.check(tree, source);
        if (!shape.isEmpty()) {
            return new Reading.Broken(shape);
        }
        var builder = new FlowBuilder(tree.root(), source, conditions);
        var flow = builder.flow();
        return builder.problems().isEmpty()
                ? new Reading.Read(flow)
                : new Reading.Broken(
                        builder.problems().stream().sorted(FlowProblem.IN_ORDER).toList());
    }

    /** The parser quotes what it read, which may be all of a file of another kind. */
    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE
                ? message
                : CutEnd.dotted(message.substring(0, LONGEST_MESSAGE));
    }
}
