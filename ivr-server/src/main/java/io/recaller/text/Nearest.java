package io.recaller.text;

import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;

/** Finds what somebody may have meant who wrote a name that is none. */
public record Nearest(SortedSet<String> names) {
    /** To follow the wrong name in a mistake. */
    public String remedy(String wrong) {
        var last = wrong.substring(wrong.lastIndexOf('.') + 1);
        return names.stream()
                .filter(each ->
                        each.endsWith("." + last)
                                || isBegun(each, wrong)
                                || distance(each, wrong) <= Math.max(2, wrong.length() / 4))
                .min(
                        Comparator.comparing((String each) -> !isBegun(each, wrong))
                                .thenComparingInt(each -> distance(each, wrong)))
                .map(each -> "; did you mean " + each + "?")
                .orElse("; remove it (docs/configuration.md lists all keys)");
    }

    /** {@code lang} is the beginning of {@code language}, however much of it is missing. */
    private static boolean isBegun(String name, String wrong) {
        return name.startsWith(wrong)
                && !wrong.endsWith(".")
                && name.indexOf('.', wrong.length()) < 0;
    }

    /** The closest of the known words, when it is close enough to be a slip of the finger. */
    public static Optional<String> to(String word, Iterable<String> known) {
        String best = null;
        var least = Math.max(2, word.length() / 3) + 1;
        for (var candidate : known) {
            var distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein's: how many letters must be changed, added or taken away. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
