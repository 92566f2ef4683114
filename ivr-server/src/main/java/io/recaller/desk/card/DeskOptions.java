package io.recaller.desk.card;

import io.recaller.agent.Agent;
import io.recaller.agent.Login;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an operator decides about the desk.
 *
 * @param labels of known fields, by key; a field without one is shown by its key
 * @param breaks kinds of breaks; empty: a break is a break
 * @param proofs how an agent may make sure who a caller is; never empty
 * @param links to other systems, from a card
 * @param callsOutside whether a caller may be handed over to some numbers outside
 * @param texts that agents send often, by language, with fields in braces
 * @param lookingEverywhere logins of agents who may look through what was written with anybody
 */
public record DeskOptions(
        Map<String, Words> labels,
        List<Labelled> breaks,
        List<Labelled> proofs,
        List<RecordLink> links,
        boolean callsOutside,
        List<Labelled> texts,
        Set<Login> lookingEverywhere) {
    /** The page has words for these. */
    private static final List<Labelled> USUAL_PROOFS =
            List.of(
                    new Labelled("questions", new Words(Map.of())),
                    new Labelled("document", new Words(Map.of())),
                    new Labelled("call-back", new Words(Map.of())));

    public DeskOptions {
        labels = Map.copyOf(labels);
        breaks = List.copyOf(breaks);
        proofs = proofs.isEmpty() ? USUAL_PROOFS : List.copyOf(proofs);
        links = List.copyOf(links);
        texts = List.copyOf(texts);
        lookingEverywhere = Set.copyOf(lookingEverywhere);
    }

    public DeskOptions(
            Map<String, Words> labels,
            List<Labelled> breaks,
            List<Labelled> proofs,
            List<RecordLink> links) {
        this(labels, breaks, proofs, links, false);
    }

    /** Without texts of its own. */
    public DeskOptions(
            Map<String, Words> labels,
            List<Labelled> breaks,
            List<Labelled> proofs,
            List<RecordLink> links,
            boolean callsOutside) {
        this(labels, breaks, proofs, links, callsOutside, List.of(), Set.of());
    }

    /** The same where callers may be handed over to numbers outside, or not. */
    public DeskOptions callingOutside(boolean calls) {
        return new DeskOptions(labels, breaks, proofs, links, calls, texts, lookingEverywhere);
    }

    /** The same with those texts. */
    public DeskOptions saying(List<Labelled> canned) {
        return new DeskOptions(
                labels, breaks, proofs, links, callsOutside, canned, lookingEverywhere);
    }

    /** The same where those agents may look through what was written with anybody. */
    public DeskOptions lookingEverywhere(Set<Login> agents) {
        return new DeskOptions(labels, breaks, proofs, links, callsOutside, texts, agents);
    }

    public boolean mayLookEverywhere(Agent agent) {
        return lookingEverywhere.stream().anyMatch(each -> each.text().equals(agent.login()));
    }

    /** Nothing decided. */
    public static DeskOptions usual() {
        return new DeskOptions(Map.of(), List.of(), List.of(), List.of());
    }

    /** Known fields that the settings have words for, by their keys. */
    public List<Labelled> fields() {
        return labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Labelled(each.getKey(), each.getValue()))
                .toList();
    }

    Words label(String field) {
        return labels.getOrDefault(field, Words.plain(field));
    }

    public boolean hasBreak(String slug) {
        return breaks.stream().anyMatch(each -> each.slug().equals(slug));
    }

    public boolean hasProof(String slug) {
        return proofs.stream().anyMatch(each -> each.slug().equals(slug));
    }
}
