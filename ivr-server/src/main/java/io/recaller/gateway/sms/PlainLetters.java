package io.recaller.gateway.sms;

import java.text.Normalizer;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes typographer's letters as those of the GSM alphabet, where that alone makes a text half as
 * dear: one dash of the wrong kind turns 160 letters a segment into 70. Pure.
 */
final class PlainLetters {
    private static final Map<Integer, String> PLAIN =
            Map.ofEntries(
                    Map.entry((int) '‘', "'"),
                    Map.entry((int) '’', "'"),
                    Map.entry((int) '‚', "'"),
                    Map.entry((int) '“', "\""),
                    Map.entry((int) '”', "\""),
                    Map.entry((int) '„', "\""),
                    Map.entry((int) '«', "\""),
                    Map.entry((int) '»', "\""),
                    Map.entry((int) '–', "-"),
                    Map.entry((int) '—', "-"),
                    Map.entry((int) '‑', "-"),
                    Map.entry((int) '−', "-"),
                    Map.entry((int) '…', "..."),
                    Map.entry((int) '•', "-"),
                    Map.entry((int) '·', "-"),
                    Map.entry((int) '\u00a0', " "),
                    Map.entry((int) '\u202f', " "),
                    Map.entry((int) '\u2009', " "),
                    Map.entry((int) '\t', " "),
                    Map.entry((int) '\u200b', ""),
                    Map.entry((int) '\u00ad', ""));

    private PlainLetters() {}

    /** The text as it is where that does not help. */
    static String of(String text) {
        var whole = Normalizer.normalize(text, Normalizer.Form.NFC);
        var plain =
                whole.codePoints()
                        .mapToObj(letter -> PLAIN.getOrDefault(letter, Character.toString(letter)))
                        .collect(Collectors.joining());
        return Gsm7.holds(plain) ? plain : whole;
    }
}
