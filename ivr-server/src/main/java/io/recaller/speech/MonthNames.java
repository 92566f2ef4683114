package io.recaller.speech;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The months in the words of the languages that logs and look-ups come in, whole or cut short:
 * {@code Nov}, {@code ноя}, {@code ноября}, {@code қараша}. As the Unicode CLDR has them, which
 * Java brings.
 */
public final class MonthNames {
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
    public static Map<Integer, Set<String>> of(String word) {
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

    /** The month that a word is in every language that has it; empty for none, and for several. */
    static Optional<Integer> meant(String word) {
        var months = NAMES.words().getOrDefault(plain(word), Map.of()).keySet();
        return months.size() == 1 ? months.stream().findFirst() : Optional.empty();
    }

    /** Whether a word is that day's, whole or cut short, in any of these languages. */
    static boolean isWeekday(String word, DayOfWeek day) {
        var name = plain(word);
        return LANGUAGES.stream()
                .map(Locale::forLanguageTag)
                .flatMap(locale ->
                        Stream.of(TextStyle.values())
                                .map(style -> plain(day.getDisplayName(style, locale))))
                .anyMatch(name::equals);
    }

    public static Set<String> languages() {
        return Set.copyOf(LANGUAGES);
    }

    /** The months that a word means in any of these languages. */
    public static List<Integer> in(Set<String> languages, String word) {
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

    /** A month in full, or cut short as its language does. */
    private record Name(String language, int month, String word) {
        /** Its beginnings, itself the longest; none of what is too short. */
        Stream<String> beginnings() {
            return IntStream.rangeClosed(SHORTEST, word.length())
                    .mapToObj(end -> word.substring(0, end));
        }
    }

    private static Names names() {
        var all = all();
        var words = beginnings(all);
        keepWholeOnes(words, all);
        words.values().removeIf(MonthNames::areSeveralInOne);
        // What Excel writes in German.
        words.put("mrz", Map.of(Month.MARCH.getValue(), Set.of("de")));
        return new Names(
                Map.copyOf(words),
                all.stream()
                        .filter(name -> name.language().equals("en"))
                        .flatMap(name -> name.beginnings().limit(1))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static List<Name> all() {
        var all = new ArrayList<Name>();
        for (var language : LANGUAGES) {
            var locale = Locale.forLanguageTag(language);
            for (var month : Month.values()) {
                for (var style : TextStyle.values()) {
                    var word = plain(month.getDisplayName(style, locale));
                    all.add(new Name(language, month.getValue(), word));
                }
            }
        }
        return all;
    }

    private static Map<String, Map<Integer, Set<String>>> beginnings(List<Name> all) {
        var words = new HashMap<String, Map<Integer, Set<String>>>();
        for (var name : all) {
            name.beginnings()
                    .forEach(word ->
                            words.computeIfAbsent(word, _ -> new TreeMap<>())
                                    .computeIfAbsent(name.month(), _ -> new TreeSet<>())
                                    .add(name.language()));
        }
        return words;
    }

    /** Mar is no Finnish November cut short, where it is March in full elsewhere. */
    private static void keepWholeOnes(
            Map<String, Map<Integer, Set<String>>> words, List<Name> all) {
        var whole =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Name::word,
                                        Collectors.mapping(Name::month, Collectors.toSet())));
        words.forEach((word, months) -> {
            if (whole.containsKey(word)) {
                months.keySet().retainAll(whole.get(word));
            }
        });
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
