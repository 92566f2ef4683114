package io.recaller.flow.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recaller.text.YamlLetters;
import io.recaller.text.YamlNesting;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML document as a JSON tree that remembers lines.
 *
 * @param lines the 1-based line of every key and list item, by JSON pointer
 */
record YamlTree(JsonNode root, Map<String, Integer> lines) {
    /** What is said of a text without a document: nothing, or nothing but comments. */
    static final String NOTHING = "the file is empty";

    /** Not YAML, or more than a flow can be. */
    static final class BadYamlException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        BadYamlException(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    static YamlTree parse(String text) throws BadYamlException {
        try {
            var wrong = YamlLetters.wrong(text);
            if (wrong.isPresent()) {
                throw new BadYamlException(wrong.get().line(), wrong.get().words());
            }
            var settings = LoadSettings.builder().setCodePointLimit(1_000_000).build();
            var deep = YamlNesting.tooDeep(settings, text, Builder.DEEPEST);
            if (deep.isPresent()) {
                throw new BadYamlException(
                        deep.getAsInt(), "nested deeper than " + Builder.DEEPEST + " levels");
            }
            var root = new Compose(settings).composeString(text);
            if (root.filter(node -> !isNothing(node)).isEmpty()) {
                throw new BadYamlException(1, NOTHING);
            }
            var builder = new Builder();
            return new YamlTree(builder.tree("", root.get()), builder.lines);
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new BadYamlException(line, String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new BadYamlException(1, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNothing(Node root) {
        return root instanceof ScalarNode scalar && scalar.getValue().isBlank();
    }

    private static boolean isUnspeakable(int point) {
        return (Character.isISOControl(point) && !Character.isWhitespace(point) && point != 0x85)
                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Anchors are written out where they are used, so the number of nodes is limited. */
    private static final class Builder {
        private static final int MOST = 100_000;
        private static final int DEEPEST = 40;

        private final Map<String, Integer> lines = new HashMap<>();
        private int nodes;
        private int depth;

        JsonNode tree(String pointer, Node node) throws BadYamlException {
            if (++nodes > MOST || ++depth > DEEPEST) {
                throw new BadYamlException(line(node), "too large or too deep for a flow");
            }
            lines.putIfAbsent(pointer, line(node));
            if (node instanceof ScalarNode scalar) {
                if (scalar.getTag().getValue().startsWith("!")) {
                    throw new BadYamlException(
                            line(node), scalar.getTag().getValue() + " stands without quotes");
                }
                checkLetters(scalar);
            }
            var tree =
                    switch (node) {
                        case MappingNode mapping -> object(pointer, mapping);
                        case SequenceNode sequence -> array(pointer, sequence);
                        case ScalarNode scalar -> value(scalar);
                        default -> throw new BadYamlException(line(node), "unknown kind of node");
                    };
            depth--;
            return tree;
        }

        /** No voice speaks them, no database keeps them: {@code \0}, half a surrogate pair. */
        private static void checkLetters(ScalarNode scalar) throws BadYamlException {
            var wrong = scalar.getValue().codePoints().filter(YamlTree::isUnspeakable).findFirst();
            if (wrong.isPresent()) {
                throw new BadYamlException(
                        line(scalar),
                        "the character U+%04X cannot be spoken or kept; leave it out"
                                .formatted(wrong.getAsInt()));
            }
        }

        private JsonNode object(String pointer, MappingNode mapping) throws BadYamlException {
            var object = JsonNodeFactory.instance.objectNode();
            for (var tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new BadYamlException(line(tuple.getKeyNode()), "a key must be a word");
                }
                checkLetters(key);
                var name = key.getValue();
                var below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                if (object.has(name)) {
                    throw new BadYamlException(line(key), "the key " + name + " is there twice");
                }
                lines.put(below, line(key));
                object.set(name, tree(below, tuple.getValueNode()));
            }
            return object;
        }

        private JsonNode array(String pointer, SequenceNode sequence) throws BadYamlException {
            var array = JsonNodeFactory.instance.arrayNode();
            for (var item : sequence.getValue()) {
                array.add(tree(pointer + "/" + array.size(), item));
            }
            return array;
        }

        private static JsonNode value(ScalarNode scalar) {
            var factory = JsonNodeFactory.instance;
            var tag = scalar.getTag();
            if (tag.equals(Tag.BOOL)) {
                return factory.booleanNode(Boolean.parseBoolean(scalar.getValue()));
            }
            if (tag.equals(Tag.NULL)) {
                return factory.nullNode();
            }
            return tag.equals(Tag.INT)
                    ? number(scalar.getValue())
                    : factory.textNode(scalar.getValue());
        }

        /** A number too long for an int is no setting of a flow: it stays words. */
        private static JsonNode number(String digits) {
            try {
                return JsonNodeFactory.instance.numberNode(Integer.parseInt(digits));
            } catch (NumberFormatException e) {
                return JsonNodeFactory.instance.textNode(digits);
            }
        }

        private static int line(Node node) {
            return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        }
    }
}
