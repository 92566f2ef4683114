package io.recaller.text;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that nobody means to send and somebody does; the same ones each time. */
public final class Rough {
    private static final int LONG = 200_000;

    private static final List<String> BITS =
            List.of(
                    "\0",
                    "\u0001",
                    "\u001B[2J",
                    "\u007F",
                    "\u0085",
                    "\n",
                    "\r\n",
                    "\t",
                    "\uD83D",
                    "\uDD11\uD83D",
                    "\uD83D\uDD11",
                    "\u00A0",
                    "\u202F",
                    "\u2028",
                    "\u2029",
                    "\u200B",
                    "\u200D",
                    "\u202E",
                    "\uFEFF",
                    "\uFFFE",
                    "\uDBFF\uDFFF",
                    "é",
                    "e\u0301",
                    "ß",
                    "İ",
                    "ﬁ",
                    "Ж",
                    "世",
                    "१",
                    "٣",
                    "½",
                    "−5",
                    "+7 701",
                    "1e999",
                    "-0",
                    "NaN",
                    "%00",
                    "%2B",
                    "%c0%80",
                    "%ed%a0%80",
                    "%252B",
                    "+",
                    "&",
                    "=",
                    "#",
                    "${x}",
                    "{n, plural}",
                    "{",
                    "}",
                    "'",
                    "''",
                    "\"",
                    "\\",
                    "\\u0000",
                    "<script>",
                    "$(id)",
                    "`",
                    "|",
                    ";",
                    ",",
                    ":",
                    "/",
                    "../",
                    "*",
                    "null",
                    "true",
                    "[",
                    "]",
                    "&a",
                    "*a",
                    "!!x",
                    "---",
                    "- ",
                    "? ",
                    "@",
                    "0",
                    "7",
                    "a",
                    "z",
                    " ");

    private Rough() {}

    /** Short ones of every kind, many mixed, and a few long or deep ones. */
    public static List<String> texts(long seed, int mixed) {
        var random = new Random(seed);
        var mixtures =
                IntStream.range(0, mixed)
                        .mapToObj(_ ->
                                random.ints(1 + random.nextInt(12), 0, BITS.size())
                                        .mapToObj(BITS::get)
                                        .collect(Collectors.joining()));
        return Stream.of(BITS.stream(), mixtures, large()).flatMap(each -> each).toList();
    }

    private static Stream<String> large() {
        return Stream.of("x", "9", "{\"a\":", "[", "(", "\u00A0", "\u0301", "%", "{n, select, a {")
                .map(bit -> bit.repeat(LONG / bit.length()));
    }
}
