package io.recaller.desk;

import java.util.List;
import java.util.Map;

/**
 * What an operator decides about the desk.
 *
 * @param labels of known fields, by key; a field without one is shown by its key
 * @param breaks kinds of breaks; empty: a break is a break
 * @param proofs how an agent may make sure who a caller is; never empty
 * @param links to other systems, from a card
 * @param callsOutside whether a caller may be handed over to some numbers outside
 * @param texts that agents send often, by language, with fields in braces
 */
public record DeskOptions(
        Map<String, Words> labels,
        List<Labelled> breaks,
        List<Labelled> proofs,
        List<RecordLink> links,
        boolean callsOutside,
        List<Labelled> texts) {
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
        this(labels, breaks, proofs, links, callsOutside, List.of());
    }

    /** The same where callers may be handed over to numbers outside, or not. */
    public DeskOptions callingOutside(boolean calls) {
        return new DeskOptions(labels, breaks, proofs, links, calls, texts);
    }

    /** The same with those texts. */
    public DeskOptions saying(List<Labelled> canned) {
        return new DeskOptions(labels, breaks, proofs, links, callsOutside, canned);
    }

    /** Nothing decided. */
    public static DeskOptions usual() {
        return new DeskOptions(Map.of(), List.of(), List.of(), List.of());
    }

    Words label(String field) {
        return labels.getOrDefault(field, Words.plain(field));
    }

    boolean hasBreak(String slug) {
        return breaks.stream().anyMatch(each -> each.slug().equals(slug));
    }

    boolean hasProof(String slug) {
        return proofs.stream().anyMatch(each -> each.slug().equals(slug));
    }
}
