package io.recaller.backtest.log;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The months in the words of the languages that logs come in, whole or cut short: {@code Nov},
 * {@code ноя}, {@code ноября}, {@code қараша}. As the Unicode CLDR has them, which Java brings.
 */
final class MonthNames {
    /** Shorter ones are words of many months. */
    private static final int SHORTEST = 3;

    private static final List<String> LANGUAGES =
            List.of(
                    ("en ru kk uk de fr es pt it tr pl nl sv da nb ro id ms hu sr sr-Latn hr uz"
                                    + " uz-Cyrl az cs sk sl bg be fi et lt lv sq")
                            .split(" "));

    private static final Names NAMES = names();

    private MonthNames() {}

    /**
     * What a word may mean.
     *
     * @return months from 1 to 12, each with the languages that say it so; empty for no month
     */
    static Map<Integer, Set<String>> of(String word) {
        var name = plain(word);
        var known = NAMES.words().get(name);
        if (known != null) {
            return known;
        }
        if (name.length() <= SHORTEST) {
            return Map.of();
        }
        // A spelling of no language listed: most begin as the English ones do.
        var begun = NAMES.words().getOrDefault(name.substring(0, SHORTEST), Map.of());
        return NAMES.english().contains(name.substring(0, SHORTEST)) && begun.size() == 1
                ? Map.of(begun.keySet().iterator().next(), Set.copyOf(LANGUAGES))
                : Map.of();
    }

    static Set<String> languages() {
        return Set.copyOf(LANGUAGES);
    }

    /** The months that a word means in any of these languages. */
    static List<Integer> in(Set<String> languages, String word) {
        return of(word).entrySet().stream()
                .filter(month -> month.getValue().stream().anyMatch(languages::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * All words.
     *
     * @param english their first letters in English
     */
    private record Names(Map<String, Map<Integer, Set<String>>> words, Set<String> english) {}

    private static Names names() {
        var words = new HashMap<String, Map<Integer, Set<String>>>();
        var english = new HashSet<String>();
        var whole = new HashMap<String, Set<Integer>>();
        for (var language : LANGUAGES) {
            for (var month : Month.values()) {
                for (var style : TextStyle.values()) {
                    var name = plain(month.getDisplayName(style, Locale.forLanguageTag(language)));
                    whole.computeIfAbsent(name, _ -> new TreeSet<>()).add(month.getValue());
                    for (var end = SHORTEST; end <= name.length(); end++) {
                        words.computeIfAbsent(name.substring(0, end), _ -> new TreeMap<>())
                                .computeIfAbsent(month.getValue(), _ -> new TreeSet<>())
                                .add(language);
                    }
                    if (language.equals("en") && name.length() >= SHORTEST) {
                        english.add(name.substring(0, SHORTEST));
                    }
                }
            }
        }
        // Mar is no Finnish November cut short, where it is March in full elsewhere.
        words.forEach((word, months) -> {
            if (whole.containsKey(word)) {
                months.keySet().retainAll(whole.get(word));
            }
        });
        words.values().removeIf(MonthNames::areSeveralInOne);
        // What Excel writes in German.
        words.put("mrz", Map.of(Month.MARCH.getValue(), Set.of("de")));
        return new Names(Map.copyOf(words), Set.copyOf(english));
    }

    /** Such as {@code jui} in French. */
    private static boolean areSeveralInOne(Map<Integer, Set<String>> months) {
        var seen = new HashSet<String>();
        return months.values().stream()
                .flatMap(Set::stream)
                .anyMatch(language -> !seen.add(language));
    }

    private static String plain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
