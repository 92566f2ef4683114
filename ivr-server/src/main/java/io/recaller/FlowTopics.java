package io.recaller;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.speech.Text;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Enters the topics that flows speak of into the registry, labelled in the flows' own words. */
final class FlowTopics {
    private FlowTopics() {}

    static void define(Stores stores, Collection<Flow> flows) {
        var labels = new TreeMap<Topic, Map<String, String>>();
        flows.forEach(flow -> flow.nodes().values().forEach(node -> collect(node, labels)));
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

    private static void collect(Node node, Map<Topic, Map<String, String>> labels) {
        switch (node) {
            case Node.Menu menu ->
                    menu.options()
                            .forEach(option ->
                                    option.topics()
                                            .forEach(topic ->
                                                    labels.putIfAbsent(
                                                            topic, words(option.say()))));
            case Node.End end -> ended(end.topic(), labels);
            case Node.Say _,
                    Node.Form _,
                    Node.Verify _,
                    Node.LookUp _,
                    Node.Branch _,
                    Node.HandOff _ -> {}
        }
    }

    private static void ended(Optional<Topic> topic, Map<Topic, Map<String, String>> labels) {
        topic.ifPresent(ended -> labels.putIfAbsent(ended, Map.of()));
    }

    private static Map<String, String> words(Text say) {
        var words = new HashMap<String, String>();
        say.patterns().forEach((language, pattern) -> words.put(language.tag(), pattern));
        return words;
    }
}
