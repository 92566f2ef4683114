package io.recaller.flow.engine;

import io.recaller.flow.Collected;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.speech.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A contact's place in a flow: all that is needed to go on from here, on any server and channel.
 *
 * @param flow the name of the flow
 * @param flowSha the SHA-256 of the flow's text as served, so a call stays on its version
 * @param node the node now rendered
 * @param step where within the node (a form's field, a retry), owned by the engine; empty at entry
 * @param data what was collected and looked up, by name
 * @param path the nodes entered and keys chosen so far, oldest first, for the card and for reports
 */
public record Dialogue(
        String flow,
        String flowSha,
        String node,
        String step,
        Language language,
        Map<String, String> data,
        List<String> path) {
    /** The longest path kept; a caller who goes round in circles loses the oldest entries. */
    private static final int LONGEST_PATH = 100;

    public Dialogue {
        data = Map.copyOf(data);
        path = List.copyOf(path);
    }

    public Dialogue at(String next) {
        return new Dialogue(flow, flowSha, next, "", language, data, path).noting(next);
    }

    /** From now on in this language. */
    public Dialogue speaking(Language other) {
        return new Dialogue(flow, flowSha, node, step, other, data, path);
    }

    /** With one more entry in the path, such as {@code main=pay_tv}. */
    Dialogue noting(String entry) {
        var longer = new ArrayList<>(path);
        longer.add(entry);
        var from = Math.max(0, longer.size() - LONGEST_PATH);
        return new Dialogue(
                flow, flowSha, node, step, language, data, longer.subList(from, longer.size()));
    }

    Dialogue withStep(String other) {
        return new Dialogue(flow, flowSha, node, other, language, data, path);
    }

    Dialogue with(Map<String, String> values) {
        var more = new HashMap<>(data);
        more.putAll(values);
        return new Dialogue(flow, flowSha, node, step, language, more, path);
    }

    Dialogue with(String name, String value) {
        return with(Map.of(name, value));
    }

    Dialogue without(Set<String> names) {
        var less = new HashMap<>(data);
        less.keySet().removeAll(names);
        return new Dialogue(flow, flowSha, node, step, language, less, path);
    }

    /** Without the values the flow says are secret: so it is written down. */
    public Dialogue withoutSecrets(Flow served) {
        return without(served.secrets());
    }

    /**
     * What the caller keyed that the flow wants kept as known fields (field key to value). Values
     * that were prefilled are known already and not among them.
     */
    public Map<String, String> learned(Flow served) {
        var learned = new LinkedHashMap<String, String>();
        for (var field : served.fields()) {
            var value = data.get(field.name());
            var prefilled = data.containsKey(Data.prefilled(field.name()));
            if (value != null && !prefilled && !field.secret()) {
                field.save().ifPresent(key -> learned.put(key, value));
            }
        }
        return learned;
    }

    /** How often the caller proved wrong who they are, on this call. */
    public int wrongProofs(Flow served) {
        return (int) path.stream().filter(entry -> isWrongProof(served, entry)).count();
    }

    private static boolean isWrongProof(Flow served, String entry) {
        return entry.endsWith(Proofs.WRONG)
                && served.nodes().get(entry.substring(0, entry.length() - Proofs.WRONG.length()))
                        instanceof Node.Verify;
    }

    /** What texts and conditions may use of it. */
    Collected collected(Flow served) {
        return new Collected(language, data, taken(served));
    }

    /** A yes stands in the path as {@code menu=*offer}. */
    private Optional<Offering> taken(Flow served) {
        for (var entry : path.reversed()) {
            var yes = entry.indexOf("=*");
            if (yes >= 0) {
                return served.nodes().get(entry.substring(0, yes)) instanceof Node.Menu menu
                        ? menu.offer(entry.substring(yes + 2))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Never the data: it may hold what the caller typed. */
    @Override
    public String toString() {
        return "Dialogue[" + flow + " " + node + " " + path + "]";
    }
}
