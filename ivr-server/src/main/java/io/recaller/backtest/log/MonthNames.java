package io.recaller.backtest.log;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The months in the words of the languages that logs come in, whole or cut short: {@code Nov},
 * {@code ноя}, {@code ноября}, {@code қараша}. As the Unicode CLDR has them, which Java brings.
 */
final class MonthNames {
    /** Shorter ones are words of many months. */
    private static final int SHORTEST = 3;

    private static final List<String> LANGUAGES =
            List.of("en", "ru", "kk", "uk", "de", "fr", "es", "pt", "it", "tr", "pl");

    private static final Map<String, Integer> NUMBERS = numbers();

    private MonthNames() {}

    /** 1 to 12; 0 for none. */
    static int of(String word) {
        return NUMBERS.getOrDefault(plain(word), 0);
    }

    private static Map<String, Integer> numbers() {
        var numbers = new HashMap<String, Integer>();
        var several = new HashSet<String>();
        for (var language : LANGUAGES) {
            for (var month : Month.values()) {
                for (var style : TextStyle.values()) {
                    var name = plain(month.getDisplayName(style, Locale.of(language)));
                    for (var end = SHORTEST; end <= name.length(); end++) {
                        var before = numbers.put(name.substring(0, end), month.getValue());
                        if (before != null && before != month.getValue()) {
                            several.add(name.substring(0, end));
                        }
                    }
                }
            }
        }
        // What Excel writes in German, and what is cut otherwise than the rule has it.
        numbers.put("mrz", Month.MARCH.getValue());
        numbers.keySet().removeAll(several);
        return Map.copyOf(numbers);
    }

    private static String plain(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
