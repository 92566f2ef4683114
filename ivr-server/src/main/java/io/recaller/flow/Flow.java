package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an operator designed: nodes, texts, where it starts. Made by {@link FlowReader}, immutable,
 * safe for all threads.
 *
 * @param languages the first is the fallback
 * @param person the node {@code 0} leads to, from everywhere
 * @param verify the node that stands before every node with a tier
 * @param contextBudget how long the context may take before the plain menu is read
 * @param nodes by id, in the designer's order
 * @param topicRules what written messages are about
 * @param page the key of the companion page; empty: only nodes lead to it
 */
public record Flow(
        String name,
        List<Language> languages,
        String start,
        String person,
        Optional<String> verify,
        Duration contextBudget,
        Patience patience,
        Map<String, Node> nodes,
        TopicRules topicRules,
        Optional<PageKey> page,
        Source source) {
    public Flow {
        languages = List.copyOf(languages);
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    public Optional<Node> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** Whether it may lead to another door, or to a page beside the call. */
    public boolean switches() {
        return page.isPresent() || nodes.values().stream().anyMatch(Node.Switch.class::isInstance);
    }

    /** The language that is wanted, or meant by it; empty when the flow does not speak it. */
    public Optional<Language> speaks(Language wanted) {
        return languages.contains(wanted)
                ? Optional.of(wanted)
                : languages.stream().filter(wanted::means).findFirst();
    }

    /** As {@link #speaks}, else the flow's first. */
    public Language spoken(Language wanted) {
        return speaks(wanted).orElseGet(languages::getFirst);
    }

    /**
     * What a known field must look like for this flow to use it.
     *
     * @return empty when the value is so, or the flow does not ask for that field
     */
    public Optional<String> wanted(String key, String value) {
        return fields().stream()
                .filter(field -> field.prefill().filter(it -> it.key().equals(key)).isPresent())
                .filter(field -> field.entry().value(value).isEmpty())
                .map(field -> field.entry().words())
                .findFirst();
    }

    /** The names of the values that are not written down. */
    public Set<String> secrets() {
        return fields().stream().filter(Field::secret).map(Field::name).collect(Collectors.toSet());
    }

    /** The names a dialogue of this flow may hold: what was asked, looked up and accepted. */
    public Set<String> collected() {
        var names = new HashSet<String>();
        fields().forEach(field -> names.add(field.name()));
        for (var node : nodes.values()) {
            if (node instanceof Node.LookUp lookUp) {
                names.addAll(lookUp.result().keySet());
            }
            if (node instanceof Node.Recommend) {
                names.add(Node.Recommend.ACCEPTED);
            }
        }
        return names;
    }

    /** Whether it may ask what customers think of what is recommended to them. */
    public boolean recommends() {
        return nodes.values().stream().anyMatch(Node.Recommend.class::isInstance);
    }

    /** Every topic an option or an end of this flow names, in their natural order. */
    public SortedSet<Topic> topics() {
        var topics = new TreeSet<Topic>();
        for (var node : nodes.values()) {
            if (node instanceof Node.Menu menu) {
                menu.options().forEach(option -> topics.addAll(option.topics()));
            }
            if (node instanceof Node.End end) {
                end.topic().ifPresent(topics::add);
            }
        }
        return topics;
    }

    /** The names of all opening hours that conditions ask for, in their natural order. */
    public SortedSet<String> hours() {
        var names = new TreeSet<String>();
        for (var node : nodes.values()) {
            if (node instanceof Node.Branch branch) {
                branch.cases().forEach(one -> names.addAll(one.when().hours()));
            }
            if (node instanceof Node.Menu menu) {
                menu.offers()
                        .forEach(offer ->
                                offer.when().ifPresent(when -> names.addAll(when.hours())));
            }
        }
        return names;
    }

    public List<Field> fields() {
        return nodes.values().stream()
                .filter(Node.Form.class::isInstance)
                .flatMap(node -> ((Node.Form) node).fields().stream())
                .toList();
    }

    /** The arguments that are spoken digit by digit. */
    public Set<String> spelled() {
        var names = new HashSet<>(Implied.NUMBERS);
        names.removeAll(collected());
        names.add(Field.LAST4);
        for (var field : fields()) {
            if (field.entry() instanceof Entry.Digits) {
                names.add(field.name());
            }
        }
        return names;
    }
}
