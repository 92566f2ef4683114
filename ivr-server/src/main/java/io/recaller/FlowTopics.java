package io.recaller;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.speech.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Enters the topics that flows speak of into the registry, labelled in the flows' own words. */
final class FlowTopics {
    private FlowTopics() {}

    /** A topic that has labels already keeps them. */
    static void define(Stores stores, Collection<Flow> flows) {
        var labels = labels(flows);
        stores.database()
                .runInTransaction(tx -> {
                    var known = stores.topics().current(tx);
                    labels.forEach((topic, words) -> {
                        if (known.getOrDefault(topic, Map.of()).isEmpty()) {
                            stores.topics().define(tx, topic, words);
                        }
                    });
                });
    }

    /** All of them. */
    static SortedSet<Topic> of(Collection<Flow> flows) {
        var topics = new TreeSet<Topic>();
        flows.forEach(flow -> topics.addAll(flow.topics()));
        return topics;
    }

    /** The option that serves the fewest topics has the best words for each of them. */
    static Map<Topic, Map<String, String>> labels(Collection<Flow> flows) {
        var labels = new TreeMap<Topic, Map<String, String>>();
        var options =
                flows.stream()
                        .flatMap(flow -> flow.nodes().values().stream())
                        .flatMap(node -> options(node).stream())
                        .sorted(Comparator.comparingInt(option -> option.topics().size()))
                        .toList();
        for (var option : options) {
            option.topics().forEach(topic -> labels.putIfAbsent(topic, words(option.say())));
        }
        flows.forEach(flow -> flow.nodes().values().forEach(node -> unlabelled(node, labels)));
        return labels;
    }

    private static List<Option> options(Node node) {
        return node instanceof Node.Menu menu ? menu.options() : List.of();
    }

    private static void unlabelled(Node node, Map<Topic, Map<String, String>> labels) {
        if (node instanceof Node.End end) {
            end.topic().ifPresent(topic -> labels.putIfAbsent(topic, Map.of()));
        }
        if (node instanceof Node.Menu menu) {
            menu.offers().stream()
                    .flatMap(offer -> offer.topics().stream())
                    .forEach(topic -> labels.putIfAbsent(topic, Map.of()));
        }
    }

    private static Map<String, String> words(Text say) {
        var words = new HashMap<String, String>();
        say.patterns().forEach((language, pattern) -> words.put(language.tag(), pattern));
        return words;
    }
}
