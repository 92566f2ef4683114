package io.recaller.flow;

import java.util.List;

/** Reads the text of a flow. Wrong content is a returned value, never an exception. */
public final class FlowReader {
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
            var problem =
                    new Problem(
                            file,
                            e.line(),
                            "",
                            "not readable as YAML: " + e.getMessage(),
                            "Mend this line");
            return new Reading.Broken(List.of(problem));
        }
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
                : new Reading.Broken(builder.problems());
    }
}
