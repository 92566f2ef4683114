package io.recaller.text;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Kazakh words and their endings: a noun takes number, possession and case one after another (шот,
 * шоттар, шоттарым, шоттарымды). Whatever may be an ending is taken off, so that a word of a list
 * is found with any of them; three letters stay. Letters that Russian keyboards do not have count
 * as those that people write instead. Pure.
 */
final class KazakhEndings {
    private static final int LEAST = 3;
    private static final int MOST_ENDINGS = 4;

    private static final String OWN = "әғқңөұүһі";
    private static final String TYPED = "агкноуухи";

    private static final List<String> ENDINGS =
            Arrays.asList(
                    ("лар лер дар дер тар тер"
                                    + " ым им ын ин ы и сы си м н ымыз имиз ыныз иниз мыз миз ныз"
                                    + " низ"
                                    + " нын нин дын дин тын тин га ге ка ке на не а е ны ни ды ди"
                                    + " ты ти да де та те нда нде дан ден тан тен нан нен мен бен"
                                    + " пен дагы деги тагы теги")
                            .split(" "));

    private KazakhEndings() {}

    /** The word alone, as it is typed on any keyboard. */
    static Set<String> itself(String word) {
        return Set.of(typed(word));
    }

    /** The word, and what is left of it without one ending, two, three, four. */
    static Set<String> stems(String word) {
        var found = new HashSet<>(itself(word));
        var next = new ArrayDeque<>(found);
        for (var i = 0; i < MOST_ENDINGS && !next.isEmpty(); i++) {
            for (var left = next.size(); left > 0; left--) {
                for (var shorter : shorter(next.remove())) {
                    if (found.add(shorter)) {
                        next.add(shorter);
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> shorter(String word) {
        var shorter = new HashSet<String>();
        for (var ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= LEAST) {
                var stem = word.substring(0, word.length() - ending.length());
                shorter.add(stem);
                shorter.add(hardened(stem));
            }
        }
        return shorter;
    }

    /** Before a vowel к, қ and п turn soft: кітап, кітабы. */
    private static String hardened(String stem) {
        var last = stem.length() - 1;
        return switch (stem.charAt(last)) {
            case 'г' -> stem.substring(0, last) + 'к';
            case 'б' -> stem.substring(0, last) + 'п';
            default -> stem;
        };
    }

    private static String typed(String word) {
        var typed = new StringBuilder(word);
        for (var i = 0; i < typed.length(); i++) {
            var own = OWN.indexOf(typed.charAt(i));
            if (own >= 0) {
                typed.setCharAt(i, TYPED.charAt(own));
            }
        }
        return typed.toString();
    }
}
