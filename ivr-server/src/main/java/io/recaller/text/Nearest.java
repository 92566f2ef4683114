package io.recaller.text;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds what somebody may have meant who wrote a name that is none. */
public record Nearest(SortedSet<String> names) {
    private static final int MOST_LISTED = 15;

    /** Names of so few letters have one slip at most. */
    private static final int SHORT = 4;

    /** To follow the wrong name in a mistake. */
    public String remedy(String wrong) {
        return whole(wrong)
                .or(() -> part(wrong))
                .map(each -> "; did you mean " + each + "?")
                .or(() -> beside(wrong))
                .orElse("; remove it (docs/configuration.md lists all keys)");
    }

    private Optional<String> whole(String wrong) {
        var last = wrong.substring(wrong.lastIndexOf('.') + 1);
        return names.stream()
                .filter(each ->
                        each.endsWith("." + last) || isBegun(each, wrong) || isSlip(each, wrong))
                .min(
                        Comparator.comparing((String each) -> !isBegun(each, wrong))
                                .thenComparingInt(each -> distance(each, wrong)));
    }

    /** {@code menu.polices.order} has its slip before its last part. */
    private Optional<String> part(String wrong) {
        var parent = parent(wrong);
        return parent.isEmpty() || hasBelow(parent)
                ? Optional.empty()
                : to(last(parent), below(parent(parent)))
                        .map(each -> parent(parent) + "." + each)
                        .or(() -> part(parent));
    }

    /** What there is where it was written, when that is little enough to be read. */
    private Optional<String> beside(String wrong) {
        var parent = parent(wrong);
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        var there = below(parent);
        if (there.isEmpty()) {
            return beside(parent);
        }
        return there.size() > MOST_LISTED
                ? Optional.empty()
                : Optional.of("; " + parent + " has " + String.join(", ", there));
    }

    private boolean hasBelow(String parent) {
        return !below(parent).isEmpty();
    }

    /** The next parts of names that begin so; none without a beginning. */
    private SortedSet<String> below(String parent) {
        var start = parent + ".";
        return names.stream()
                .filter(each -> !parent.isEmpty() && each.startsWith(start))
                .map(each -> each.substring(start.length()))
                .map(each -> each.contains(".") ? each.substring(0, each.indexOf('.')) : each)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String parent(String name) {
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
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
        var least = Integer.MAX_VALUE;
        for (var candidate : known) {
            var distance = distance(word, candidate);
            if (distance < least && isSlip(word, candidate)) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /**
     * Whether one was written for the other: of four letters one may be wrong, of eight two, of
     * more a quarter. Of what is left when as much is wrong as is written, nobody meant anything.
     */
    private static boolean isSlip(String a, String b) {
        var longer = Math.max(a.length(), b.length());
        var most = longer <= SHORT ? 1 : Math.max(2, longer / 4);
        var distance = distance(a, b);
        return distance <= most && distance < Math.min(a.length(), b.length());
    }

    /**
     * How many letters must be changed, added or taken away, or two beside each other exchanged
     * (Damerau and Levenshtein's, of which no letter is moved twice). Small and capital letters are
     * one.
     */
    private static int distance(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var before = new int[b.length() + 1];
        var row = first(b.length());
        for (int i = 1; i <= a.length(); i++) {
            var next = new int[b.length() + 1];
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var change = row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(change, 1 + Math.min(row[j], next[j - 1]));
                if (areExchanged(a, i, b, j)) {
                    next[j] = Math.min(next[j], before[j - 2] + 1);
                }
            }
            before = row;
            row = next;
        }
        return row[b.length()];
    }

    private static int[] first(int length) {
        return IntStream.rangeClosed(0, length).toArray();
    }

    private static boolean areExchanged(String a, int i, String b, int j) {
        return i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
