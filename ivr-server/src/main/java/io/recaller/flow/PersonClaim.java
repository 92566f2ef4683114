package io.recaller.flow;

import io.recaller.text.WordForms;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a message speaks of persons and asks for none: "I am a person", "for one person", "a bot,
 * not a person". English, Russian and Kazakh. Pure.
 */
final class PersonClaim {
    private static final Set<String> PERSON =
            words(
                    "person human agent operator representative advisor consultant employee",
                    "somebody someone staff manager people",
                    "человек оператор сотрудник специалист консультант менеджер",
                    "представитель люди адам қызметкер маман кеңесші");

    /** Who says who they are may say no more than these beside. */
    private static final Set<String> BESIDE =
            words(
                    "i im am we are were a an the just only also too really real live living being",
                    "actual here hello hi not no bot robot machine computer and",
                    "я мы тоже и а же ведь вот только живой настоящий реальный",
                    "обычный тут здесь здравствуйте не нет бот робот машина",
                    "мен біз тірі нақты емес емеспін емеспіз");

    private static final Set<String> OURSELVES = Set.of("im", "я", "мы");

    /** Kazakh says it by an ending: адаммын, қызметкерміз. */
    private static final Pattern AM =
            Pattern.compile(
                    "(адам|қызметкер|кызметкер|маман|оператор|менеджер|кеңесші|кенесши)"
                            + "([мбп][ыіи][нз])");

    private static final WordSet NOT = WordSet.of("not no instead", "не нет вместо");
    private static final WordSet NOT_BEFORE = WordSet.of("емес");

    private PersonClaim() {}

    private static Set<String> words(String... lines) {
        return Set.of(String.join(" ", lines).split(" "));
    }

    /**
     * One that asks for none.
     *
     * @param person words for those who might be asked for
     * @param bot words for machines
     */
    static boolean isIn(String text, WordSet person, WordSet bot) {
        var words = WordForms.words(text);
        var forms = WordSet.written(text);
        return isOfOurselves(words)
                || isCounted(words)
                || isRefused(forms, NOT, person, bot)
                || isRefused(forms.reversed(), NOT_BEFORE, person, bot);
    }

    private static boolean isOfOurselves(List<String> words) {
        var isSaid =
                words.stream().anyMatch(OURSELVES::contains)
                        || has(words, "i", "am")
                        || has(words, "we", "are")
                        || words.stream().anyMatch(word -> AM.matcher(word).matches());
        return isSaid
                && words.stream()
                        .allMatch(word ->
                                PERSON.contains(word)
                                        || BESIDE.contains(word)
                                        || AM.matcher(word).matches());
    }

    private static boolean has(List<String> words, String first, String second) {
        for (var i = 1; i < words.size(); i++) {
            if (words.get(i - 1).equals(first) && words.get(i).equals(second)) {
                return true;
            }
        }
        return false;
    }

    /** One of them is somebody; one alone is a number. */
    private static boolean isCounted(List<String> words) {
        return words.contains("one") && !has(words, "one", "of");
    }

    /** Whom the nearest word after the "not" is, a person or a machine, is not wanted. */
    private static boolean isRefused(
            List<Set<String>> words, WordSet not, WordSet person, WordSet bot) {
        var isAfterNot = false;
        for (var word : words) {
            if (isAfterNot && (person.holds(word) || bot.holds(word))) {
                if (person.holds(word)) {
                    return true;
                }
                isAfterNot = false;
            }
            isAfterNot |= not.holds(word);
        }
        return false;
    }
}
