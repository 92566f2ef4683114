package io.recaller.settings.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One entry of a list in the settings.
 *
 * @param line from 1
 * @param text when it is a single value; else empty
 * @param fields when it is a section, in file order; lists with commas between; else empty
 */
public record SettingsItem(int line, String text, Map<String, String> fields) {
    static SettingsItem of(int line, String text) {
        return new SettingsItem(line, text, Map.of());
    }

    static SettingsItem of(int line, List<NodeTuple> pairs) {
        var fields = new LinkedHashMap<String, String>();
        pairs.forEach(pair -> fields.put(word(pair.getKeyNode()), word(pair.getValueNode())));
        return new SettingsItem(line, "", fields);
    }

    private static String word(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence ->
                    sequence.getValue().stream()
                            .map(SettingsItem::word)
                            .collect(Collectors.joining(", "));
            default -> "";
        };
    }
}
