package io.recaller.flow;

import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Spelling;
import io.recaller.speech.Text;
import java.util.Map;
import java.util.Optional;

/** The one prompt of a menu option: "For cable television payments, press six." */
public final class Wording {
    private Wording() {}

    /**
     * In the language, or in the flow's first where the option has no words in it. Who needs
     * another language is spoken to in that one.
     */
    public static Prompt option(Flow flow, Option option, Language wanted) {
        var own = option.language().orElse(wanted);
        var language = option.say().patterns().containsKey(own) ? own : flow.languages().getFirst();
        var key = Spelling.word(language, option.key());
        var words = words(option.say(), language, Map.of()).orElse(option.id());
        var phrase = words(option.phrase(), language, Map.of("option", words, "key", key));
        return new Prompt(language, phrase.orElse(words + " — " + key));
    }

    /** The sentence of the page's key; empty where the flow has none. */
    public static Optional<Prompt> page(Flow flow, Language wanted) {
        return flow.page()
                .flatMap(page -> {
                    var language =
                            page.say().patterns().containsKey(wanted)
                                    ? wanted
                                    : flow.languages().getFirst();
                    var key = Spelling.word(language, page.key());
                    return words(page.say(), language, Map.of("key", key))
                            .map(said -> new Prompt(language, said));
                });
    }

    /** The words of its button: "Cable television payments". */
    public static String label(Flow flow, Option option, Language wanted) {
        var language = option.language().orElse(wanted);
        var spoken =
                option.say().patterns().containsKey(language)
                        ? language
                        : flow.languages().getFirst();
        return words(option.say().read(), spoken, Map.of()).orElse(option.id());
    }

    private static Optional<String> words(
            Text text, Language language, Map<String, Object> filled) {
        try {
            return text.in(language, filled).filter(words -> !words.isBlank());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
