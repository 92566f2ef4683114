package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.ZoneId;
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
        Source source) {
    public Flow {
        languages = List.copyOf(languages);
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    public Optional<Node> node(String id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /** The language itself when the flow speaks it, else the flow's first. */
    public Language spoken(Language wanted) {
        return languages.contains(wanted) ? wanted : languages.getFirst();
    }

    /**
     * What the caller keyed that the flow wants kept as known fields (field key to value). Values
     * that were prefilled are known already and not among them.
     */
    public Map<String, String> learned(Dialogue dialogue) {
        var learned = new LinkedHashMap<String, String>();
        for (var field : fields()) {
            var value = dialogue.data().get(field.name());
            var prefilled = dialogue.data().containsKey(Data.prefilled(field.name()));
            if (value != null && !prefilled && !field.secret()) {
                field.save().ifPresent(key -> learned.put(key, value));
            }
        }
        return learned;
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

    /** Without the values that are secret: so a dialogue is written down. */
    public Dialogue withoutSecrets(Dialogue dialogue) {
        return dialogue.without(secrets());
    }

    Set<String> secrets() {
        return fields().stream().filter(Field::secret).map(Field::name).collect(Collectors.toSet());
    }

    /**
     * What is wrong with an answer to the look-up this dialogue is at; with any the dialogue goes
     * to its {@code on_failure}.
     */
    public List<Misfit> misfits(Dialogue dialogue, Input.Found found, ZoneId zone) {
        return nodes.get(dialogue.node()) instanceof Node.LookUp lookUp
                ? Misfit.of(this, lookUp, found, zone)
                : List.of();
    }

    /** How often the caller proved wrong who they are, on this call. */
    public int wrongProofs(Dialogue dialogue) {
        return (int) dialogue.path().stream().filter(this::isWrongProof).count();
    }

    private boolean isWrongProof(String entry) {
        return entry.endsWith(Proofs.WRONG)
                && nodes.get(entry.substring(0, entry.length() - Proofs.WRONG.length()))
                        instanceof Node.Verify;
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

    List<Field> fields() {
        return nodes.values().stream()
                .filter(Node.Form.class::isInstance)
                .flatMap(node -> ((Node.Form) node).fields().stream())
                .toList();
    }

    /** The arguments that are spoken digit by digit. */
    Set<String> spelled() {
        var names = new HashSet<>(Implied.NUMBERS);
        names.removeAll(TextCheck.collected(this));
        names.add(Data.LAST4);
        for (var field : fields()) {
            if (field.entry() instanceof Entry.Digits) {
                names.add(field.name());
            }
        }
        return names;
    }
}
