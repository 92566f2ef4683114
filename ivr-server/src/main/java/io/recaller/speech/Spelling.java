package io.recaller.speech;

import java.util.List;
import java.util.Map;

/** Digits as words, so that every synthesiser reads them alike: "press six". */
public final class Spelling {
    private static final Map<String, List<String>> WORDS =
            Map.of(
                    "en",
                            List.of(
                                    "zero", "one", "two", "three", "four", "five", "six", "seven",
                                    "eight", "nine"),
                    "ru",
                            List.of(
                                    "ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь",
                                    "восемь", "девять"),
                    "kk",
                            List.of(
                                    "нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті",
                                    "сегіз", "тоғыз"));

    private Spelling() {}

    /**
     * The word of a digit; in a language without words here, the digit itself.
     *
     * @param digit {@code 0} to {@code 9}
     */
    public static String word(Language language, char digit) {
        return language.in(WORDS)
                .map(words -> words.get(digit - '0'))
                .orElseGet(() -> String.valueOf(digit));
    }

    /** Each digit of a value, in any script, as a prompt of its own; the rest is passed over. */
    public static Speech digits(Language language, String value) {
        return new Speech(
                Written.asciiDigits(value)
                        .chars()
                        .filter(c -> c >= '0' && c <= '9')
                        .mapToObj(c -> new Prompt(language, word(language, (char) c)))
                        .toList());
    }
}
