package io.recaller.flow;

import io.recaller.text.WordForms;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Words in all their forms, English, Russian and Kazakh. Pure.
 *
 * @param forms of all of them
 */
record WordSet(Set<String> forms) {
    private static final WordForms FORMS = new WordForms(List.of("en", "ru", "kk"));

    /** Words with blanks between; Kazakh nouns without endings. */
    static WordSet of(String... lines) {
        var all = new HashSet<String>();
        for (var line : lines) {
            FORMS.sought(line).forEach(all::addAll);
        }
        return new WordSet(Set.copyOf(all));
    }

    /** A message word by word, to be looked at by these sets. */
    static List<Set<String>> written(String text) {
        return FORMS.written(text);
    }

    boolean holds(Set<String> word) {
        return !Collections.disjoint(forms, word);
    }

    boolean isAmong(List<Set<String>> words) {
        return words.stream().anyMatch(this::holds);
    }

    /** How many of the words are in none of the sets. */
    static long others(List<Set<String>> words, WordSet... sets) {
        return words.stream()
                .filter(word -> List.of(sets).stream().noneMatch(set -> set.holds(word)))
                .count();
    }
}
