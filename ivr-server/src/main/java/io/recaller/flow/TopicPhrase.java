package io.recaller.flow;

import io.recaller.text.WordForms;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One or more words that tell what a message is about, when all of them stand close together, in
 * any order and form.
 *
 * @param text as the flow has it
 * @param words the forms of each word
 */
public record TopicPhrase(String text, List<Set<String>> words) {
    /** How many other words may stand between them. */
    private static final int BETWEEN = 2;

    public TopicPhrase {
        words = List.copyOf(words);
    }

    static TopicPhrase of(String text, WordForms forms) {
        return new TopicPhrase(text, forms.sought(text));
    }

    /** Whether all its words are among these forms, wherever; a quick no for most messages. */
    boolean mayBeAmong(Set<String> forms) {
        return words.stream().noneMatch(word -> Collections.disjoint(forms, word));
    }

    /** Whether it is in a message. */
    boolean isIn(List<Set<String>> message) {
        for (var from = 0; from < message.size() && !words.isEmpty(); from++) {
            var to = Math.min(message.size(), from + words.size() + BETWEEN);
            if (isBegunBy(message.get(from)) && isAllOf(message.subList(from, to))) {
                return true;
            }
        }
        return false;
    }

    private boolean isBegunBy(Set<String> first) {
        return words.stream().anyMatch(word -> !Collections.disjoint(word, first));
    }

    private boolean isAllOf(List<Set<String>> window) {
        var used = new HashSet<Integer>();
        for (var word : words) {
            var at = at(word, window, used);
            if (at < 0) {
                return false;
            }
            used.add(at);
        }
        return true;
    }

    private static int at(Set<String> word, List<Set<String>> window, Set<Integer> used) {
        for (var i = 0; i < window.size(); i++) {
            if (!used.contains(i) && !Collections.disjoint(word, window.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a message of this phrase alone would be one of the other too. */
    public boolean isSaidBy(TopicPhrase other) {
        return words.size() == other.words.size() && !words.isEmpty() && isIn(other.words);
    }
}
