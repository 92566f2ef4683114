package io.recaller.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prompts spoken one after another without a pause between them. */
public record Speech(List<Prompt> prompts) {
    public Speech {
        prompts = List.copyOf(prompts);
    }

    public static Speech of(Prompt... prompts) {
        return new Speech(List.of(prompts));
    }

    public static Speech silence() {
        return new Speech(List.of());
    }

    public Speech then(Speech next) {
        var all = new ArrayList<>(prompts);
        all.addAll(next.prompts);
        return new Speech(all);
    }

    public boolean isSilent() {
        return prompts.isEmpty();
    }

    public Duration length(PromptLengths lengths) {
        return prompts.stream().map(lengths::of).reduce(Duration.ZERO, Duration::plus);
    }
}
