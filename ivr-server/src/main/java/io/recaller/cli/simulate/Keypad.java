package io.recaller.cli.simulate;

import java.util.Optional;

/** The twelve keys of a telephone. */
final class Keypad {
    private static final String KEYS = "0123456789*#";

    private Keypad() {}

    /** What is wrong with these keys; of them only the one that is none is named. */
    static Optional<String> problem(String keyed) {
        return keyed.codePoints()
                .filter(each -> KEYS.indexOf(each) < 0)
                .mapToObj(Keypad::named)
                .findFirst()
                .map(each ->
                        each
                                + " is no key of a telephone; write digits, * or #, a comma"
                                + " between the answers to two questions, nothing for silence");
    }

    private static String named(int letter) {
        return Character.isLetterOrDigit(letter) || (letter > ' ' && letter < 127)
                ? Character.toString(letter)
                : String.format("U+%04X", letter);
    }
}
