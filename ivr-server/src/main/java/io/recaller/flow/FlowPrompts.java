package io.recaller.flow;

import io.recaller.flow.check.Checker;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Spelling;
import io.recaller.speech.Text;
import java.util.LinkedHashSet;
import java.util.Set;

/** The prompts of a flow that can be made into audio before anybody calls. */
public final class FlowPrompts {
    private FlowPrompts() {}

    /**
     * Every text without other arguments than spelled digits, every menu option as one prompt, and
     * the ten digits, in all languages of the flow. The flow must have passed {@link Checker}.
     */
    public static Set<Prompt> of(Flow flow) {
        var prompts = new LinkedHashSet<Prompt>();
        for (var language : flow.languages()) {
            FlowTexts.of(flow).stream()
                    .filter(FlowTexts.Placed::isSpoken)
                    .forEach(placed -> prompts.addAll(ahead(flow, language, placed.text())));
            options(flow, language, prompts);
            Wording.page(flow, language).ifPresent(prompts::add);
            if (flow.recommends()) {
                prompts.addAll(RecommendationWords.keys(language));
            }
            prompts.addAll(Spelling.digits(language, "0123456789").prompts());
        }
        return prompts;
    }

    private static Set<Prompt> ahead(Flow flow, Language language, Text text) {
        return new LinkedHashSet<>(text.ahead(language, flow.spelled()).prompts());
    }

    private static void options(Flow flow, Language language, Set<Prompt> prompts) {
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Menu menu) {
                menu.options()
                        .forEach(option -> prompts.add(Wording.option(flow, option, language)));
            }
        }
    }
}
