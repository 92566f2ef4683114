package io.recaller.conversation.waiting;

import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the settings say to callers of a queue, in a language they have. */
final class QueueTexts {
    private static final Language ENGLISH = new Language("en");

    private QueueTexts() {}

    /** In the language itself, else in English, else in the first there is: better than nothing. */
    static Speech in(Language language, Optional<Text> text) {
        return text.map(words -> words.ahead(spoken(language, words), Set.of()))
                .orElseGet(Speech::silence);
    }

    private static Language spoken(Language language, Text text) {
        var there = text.patterns().keySet();
        return Stream.of(language, ENGLISH)
                .flatMap(each -> each.among(there).stream())
                .findFirst()
                .orElseGet(() ->
                        there.stream().min(Comparator.comparing(Language::tag)).orElse(language));
    }

    /** All of it, in these languages, to be rendered ahead of calls. */
    static List<Prompt> prompts(QueuePlans plans, Collection<Language> languages) {
        return texts(plans)
                .flatMap(text ->
                        languages.stream()
                                .flatMap(language ->
                                        in(language, Optional.of(text)).prompts().stream()))
                .distinct()
                .toList();
    }

    private static Stream<Text> texts(QueuePlans plans) {
        return plans.named().values().stream().flatMap(QueueTexts::texts);
    }

    private static Stream<Text> texts(QueuePlan plan) {
        return Stream.concat(
                plan.comfort().greeting().stream(),
                plan.overflow().values().stream().map(Overflow::message).flatMap(Optional::stream));
    }
}
