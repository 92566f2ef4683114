package io.recaller.settings.file;

import io.recaller.db.Storable;
import io.recaller.text.YamlLetters;
import io.recaller.text.YamlNesting;
import io.recaller.text.YamlRemedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
 * A YAML file by dotted keys, with its lines. Values stay as they were written: {@code 0800} is no
 * number here.
 */
final class SettingsTree {
    private static final int DEEPEST = 10;
    private static final Pattern LINE = Pattern.compile(":([0-9]{1,9}):");

    private final String name;
    private final Consumer<String> mistakes;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> opened = new HashSet<>();

    private SettingsTree(String name, Consumer<String> mistakes) {
        this.name = name;
        this.mistakes = mistakes;
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException what is no YAML: nothing else can be told of it
     * @param mistakes told each mistake, without the text around it: that may hold a secret
     */
    static SettingsTree parse(String name, String yaml, Consumer<String> mistakes) {
        var tree = new SettingsTree(name, mistakes);
        YamlLetters.wrong(yaml)
                .ifPresent(wrong -> {
                    throw unreadable(name + ":" + wrong.line() + ": " + wrong.words());
                });
        try {
            var settings = LoadSettings.builder().setLabel(name).build();
            var deep = YamlNesting.tooDeep(settings, yaml, DEEPEST);
            if (deep.isPresent()) {
                mistakes.accept(
                        name
                                + ":"
                                + deep.getAsInt()
                                + ": nested deeper than "
                                + DEEPEST
                                + " levels; no setting is");
                return tree;
            }
            new Compose(settings).composeString(yaml).ifPresent(tree::root);
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw unreadable(
                    name
                            + line
                            + ": not valid YAML: "
                            + e.getProblem()
                            + "; "
                            + YamlRemedy.of(String.valueOf(e.getProblem())));
        } catch (YamlEngineException _) {
            throw unreadable(name + ": not valid YAML");
        }
        return tree;
    }

    /** By the line that they name; those that name none of this file come last, as they came. */
    List<String> inFileOrder(List<String> told) {
        return told.stream().sorted(Comparator.comparingInt(this::lineOf)).toList();
    }

    private int lineOf(String told) {
        var place = LINE.matcher(told);
        return told.startsWith(name + ":")
                        && place.find(name.length())
                        && place.start() == name.length()
                ? Integer.parseInt(place.group(1))
                : Integer.MAX_VALUE;
    }

    /** What else is missing cannot be told from what was read. */
    private static SettingsException unreadable(String mistake) {
        return new SettingsException(List.of(mistake));
    }

    private void root(Node root) {
        if (root instanceof MappingNode mapping) {
            section("", mapping, 0);
        } else if (!isNull(root)) {
            mistakes.accept(name + ":1: must be a section of keys such as agi: {port: 4573}");
        }
    }

    private void section(String prefix, MappingNode mapping, int depth) {
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                put(prefix + key.getValue(), key, tuple.getValueNode(), depth);
            } else {
                mistakes.accept(name + ":" + line(tuple.getKeyNode()) + ": a key must be a word");
            }
        }
    }

    private void put(String key, Node keyNode, Node value, int depth) {
        flaw(keyNode)
                .ifPresent(flaw -> mistakes.accept(where(Storable.mended(key)) + "a key " + flaw));
        flaw(value)
                .ifPresent(flaw ->
                        mistakes.accept(name + ":" + line(value) + ": " + key + " " + flaw));
        if (lines.put(key, line(keyNode)) != null) {
            mistakes.accept(where(key) + key + " is there twice; keep one of them");
        }
        if (isNull(value)) {
            return;
        }
        nodes.put(key, value);
        if (value instanceof MappingNode mapping && depth < DEEPEST) {
            section(key + ".", mapping, depth + 1);
        }
    }

    private static Optional<String> flaw(Node node) {
        return node instanceof ScalarNode scalar
                ? Storable.flaw(scalar.getValue())
                : Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /**
     * The beginning of a mistake about a key: file and line; of a key that is missing, the line of
     * the section that it is missing from.
     */
    String where(String key) {
        for (var there = key; !there.isEmpty(); there = section(there)) {
            if (lines.containsKey(there)) {
                return where(lines.get(there));
            }
        }
        return name + ": ";
    }

    private static String section(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf('.')));
    }

    Optional<String> scalar(String key) {
        return nodes.get(key) instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** A list, or a single value as a list of one. */
    Optional<List<String>> list(String key) {
        return nodes.get(key) instanceof SequenceNode sequence
                ? Optional.of(items(key, sequence))
                : scalar(key).map(text -> List.of(text.split("\\s*,\\s*")));
    }

    private List<String> items(String key, SequenceNode sequence) {
        var items = new ArrayList<String>();
        for (var item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar) {
                items.add(scalar.getValue());
            } else {
                mistakes.accept(where(key) + key + " must be a list of single values");
            }
        }
        return List.copyOf(items);
    }

    /**
     * The entries of a list, be they single values or small sections; of a section each key with
     * its value; a single value as a list, as in {@link #list}.
     */
    List<SettingsItem> items(String key) {
        var node = nodes.get(key);
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(pair -> SettingsItem.of(line(pair.getKeyNode()), List.of(pair)))
                    .toList();
        }
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(SettingsTree::item).toList()
                : list(key).orElse(List.of()).stream()
                        .map(text -> SettingsItem.of(lines.getOrDefault(key, 1), text))
                        .toList();
    }

    private static SettingsItem item(Node node) {
        return switch (node) {
            case ScalarNode scalar -> SettingsItem.of(line(node), scalar.getValue());
            case MappingNode mapping -> SettingsItem.of(line(node), mapping.getValue());
            default -> SettingsItem.of(line(node), "");
        };
    }

    /** The beginning of a mistake in a line. */
    String where(int line) {
        return name + ":" + line + ": ";
    }

    /** Whether there is more than a single value. */
    boolean isSection(String key) {
        var node = nodes.get(key);
        return node != null && !(node instanceof ScalarNode);
    }

    /** Whether it is a section of keys, be there any or none. */
    boolean hasKeys(String key) {
        return nodes.get(key) instanceof MappingNode;
    }

    /**
     * Of a list of sections the numbers of its entries, from 1: the first one's keys are those
     * below {@code key.1} from now on. Empty when it is no list with a section in it.
     */
    List<String> entries(String key) {
        if (!(nodes.get(key) instanceof SequenceNode sequence)
                || sequence.getValue().stream().noneMatch(MappingNode.class::isInstance)) {
            return List.of();
        }
        if (opened.add(key)) {
            open(key, sequence.getValue());
        }
        return IntStream.rangeClosed(1, sequence.getValue().size())
                .mapToObj(Integer::toString)
                .toList();
    }

    private void open(String key, List<Node> entries) {
        for (var i = 0; i < entries.size(); i++) {
            var entry = key + "." + (i + 1);
            lines.put(entry, line(entries.get(i)));
            if (entries.get(i) instanceof MappingNode mapping) {
                nodes.put(entry, mapping);
                section(entry + ".", mapping, 0);
            } else {
                mistakes.accept(where(entry) + entry + " must be a section such as {for: 20s}");
            }
        }
    }

    /** The keys directly below, in file order. */
    List<String> sections(String key) {
        return nodes.get(key) instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .map(tuple -> tuple.getKeyNode())
                        .filter(ScalarNode.class::isInstance)
                        .map(node -> ((ScalarNode) node).getValue())
                        .distinct()
                        .toList()
                : List.of();
    }

    /** All keys with a value of their own, in file order. */
    List<String> values() {
        return nodes.entrySet().stream()
                .filter(each -> !(each.getValue() instanceof MappingNode))
                .filter(each -> !opened.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
