package io.recaller.backtest.flow;

import io.recaller.backtest.log.ContactLog;
import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a log's topics mean to a flow: each becomes the longest topic the flow names that it is
 * under, because nothing in the flow tells it from that one.
 *
 * @param named every topic the flow knows: of options, ends and offers
 */
record TopicMapping(SortedSet<Topic> named, Node.Menu menu) {
    /** What the flow does not name; the option for everything else takes it. */
    static final Topic OTHER = new Topic("other");

    static TopicMapping of(Flow flow, Node.Menu menu) {
        var named = new TreeSet<>(flow.topics());
        menus(flow)
                .forEach(asking -> asking.offers().forEach(offer -> named.addAll(offer.topics())));
        named.add(OTHER);
        return new TopicMapping(named, menu);
    }

    private static List<Node.Menu> menus(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .map(Node.Menu.class::cast)
                .toList();
    }

    /** As the flow sees the topics of a log, by how the log writes them. */
    Map<String, Topic> of(Collection<ContactLog.Row> rows) {
        var topics = new LinkedHashMap<String, Topic>();
        rows.forEach(row -> topics.computeIfAbsent(row.topic(), this::of));
        return topics;
    }

    private Topic of(String written) {
        var id = written.toLowerCase(Locale.ROOT);
        return named.stream()
                .filter(topic -> id.equals(topic.id()) || id.startsWith(topic.id() + "."))
                .max(Comparator.comparingInt(topic -> topic.id().length()))
                .orElse(OTHER);
    }

    /** Whether an option of the menu names the topic. */
    boolean covers(Topic topic) {
        return menu.options().stream()
                .flatMap(option -> option.topics().stream())
                .anyMatch(topic::isUnder);
    }

    /** How much of a log is about what the menu's options name. */
    Covered covered(Collection<ContactLog.Row> rows) {
        var topics = of(rows);
        var others = new LinkedHashMap<String, Integer>();
        for (var row : rows) {
            if (!covers(topics.getOrDefault(row.topic(), OTHER))) {
                others.merge(row.topic(), 1, Integer::sum);
            }
        }
        return Covered.of(rows.size(), others);
    }
}
