package io.recaller.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prompts spoken one after another; a pause is only where one begins with a mark.
 *
 * @param inWriting what is read instead of heard; empty: the same words
 * @param unsaid why a text is not among them, for who looks into a flow; values are not told
 */
public record Speech(List<Prompt> prompts, Optional<String> inWriting, List<String> unsaid) {
    public Speech {
        prompts = List.copyOf(prompts);
        unsaid = List.copyOf(unsaid);
    }

    public Speech(List<Prompt> prompts, Optional<String> inWriting) {
        this(prompts, inWriting, List.of());
    }

    /** The same for readers. */
    public Speech(List<Prompt> prompts) {
        this(prompts, Optional.empty());
    }

    public static Speech of(Prompt... prompts) {
        return new Speech(List.of(prompts));
    }

    public static Speech silence() {
        return new Speech(List.of());
    }

    /** Silence in the place of a text that cannot be said. */
    public static Speech unsaid(List<String> why) {
        return new Speech(List.of(), Optional.empty(), why);
    }

    public Speech then(Speech next) {
        var all = new ArrayList<>(prompts);
        all.addAll(next.prompts);
        var isReadOtherwise = inWriting.isPresent() || next.inWriting.isPresent();
        return new Speech(
                all,
                isReadOtherwise ? Optional.of(joined(written(), next.written())) : Optional.empty(),
                Stream.concat(unsaid.stream(), next.unsaid.stream()).toList());
    }

    private static String joined(String one, String other) {
        return one.isBlank() || other.isBlank() ? one + other : one + " " + other;
    }

    /** For readers these words instead. */
    public Speech readAs(String words) {
        return new Speech(prompts, Optional.of(words), unsaid);
    }

    /** As it is read; empty for silence. */
    public String written() {
        return inWriting.orElseGet(this::heard);
    }

    /** As it is heard: the words of all prompts in a row. */
    public String heard() {
        var heard = new StringBuilder();
        for (var prompt : prompts) {
            if (heard.isEmpty()) {
                heard.append(prompt.begun().words());
            } else {
                heard.append(LeadingMark.of(prompt.words()).isEmpty() ? " " : "")
                        .append(prompt.words());
            }
        }
        return heard.toString();
    }

    public boolean isSilent() {
        return prompts.isEmpty();
    }

    public Duration length(PromptLengths lengths) {
        return prompts.stream().map(lengths::of).reduce(Duration.ZERO, Duration::plus);
    }
}
