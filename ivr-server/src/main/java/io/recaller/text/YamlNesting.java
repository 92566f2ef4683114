package io.recaller.text;

import java.util.OptionalInt;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

/**
 * How deep a YAML text is nested, looked at before a tree is made of it: trees are made by
 * recursion, and one level of nesting costs a writer a single bracket.
 */
public final class YamlNesting {
    private YamlNesting() {}

    /**
     * The line, from 1, at which a text is nested deeper than that; empty when it nowhere is.
     *
     * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when it is not YAML
     */
    public static OptionalInt tooDeep(LoadSettings settings, String text, int most) {
        var depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias,
                        Comment,
                        DocumentEnd,
                        DocumentStart,
                        Scalar,
                        StreamEnd,
                        StreamStart -> {}
            }
            if (depth > most) {
                return OptionalInt.of(
                        event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
            }
        }
        return OptionalInt.empty();
    }
}
