package io.recaller.flow.engine;

import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.speech.Language;
import java.util.List;

/**
 * The options of a menu that change the language, and the others. Among others they are no wish to
 * be predicted: they are read after them, and the one for the language spoken now is left out. In
 * the designer's order they stay where the designer put them.
 *
 * @param others what is planned
 * @param languages what is read around it
 */
record LanguageChoices(List<Option> others, List<Option> languages, boolean areApart) {
    static LanguageChoices of(Node.Menu menu, Language spoken) {
        var others = menu.options().stream().filter(option -> option.language().isEmpty()).toList();
        if (!menu.adaptive() || others.isEmpty()) {
            return new LanguageChoices(menu.options(), List.of(), false);
        }
        var languages =
                menu.options().stream()
                        .filter(option ->
                                option.language()
                                        .filter(language -> !language.equals(spoken))
                                        .isPresent())
                        .toList();
        return new LanguageChoices(others, languages, true);
    }
}
