package io.recaller.flow.engine;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What comes back from whoever is served, by whatever door. A turn that asks for nothing is replied
 * to with {@link Silence} once it was rendered.
 *
 * <p>What they typed is never logged: {@code toString} hides it.
 */
public sealed interface Reply extends Input {
    /** As it would be keyed on a telephone; what cannot be is left as it is. */
    String keyed();

    /**
     * Keys pressed: digits, {@code *} and {@code #}; for a menu exactly one, known or not to it.
     */
    record Keys(String keys) implements Reply {
        @Override
        public String keyed() {
            return keys;
        }

        @Override
        public String toString() {
            return "Keys[" + keys.length() + "]";
        }
    }

    /**
     * Words, or a value as people write it.
     *
     * @param meaning what they mean where they are no value, key or label
     */
    record Text(String text, Meaning meaning) implements Reply {
        private static final Pattern ALONE =
                Pattern.compile("[^\\p{L}\\p{N}]*+(\\p{Nd})[^\\p{L}\\p{N}]*+");

        /** Words that mean what they say. */
        public Text(String text) {
            this(text, Meaning.NONE);
        }

        /**
         * Without blanks, dashes and marks of writing direction, digits of every script as ASCII's;
         * of one digit with nothing but signs around it, such as {@code 1.}, the digit.
         */
        @Override
        public String keyed() {
            var alone = ALONE.matcher(text);
            return alone.matches() ? ascii(alone.group(1).codePointAt(0)) : withoutBlanks();
        }

        private String withoutBlanks() {
            return text.codePoints()
                    .filter(letter -> !isBetween(letter))
                    .mapToObj(Text::ascii)
                    .collect(Collectors.joining());
        }

        private static boolean isBetween(int letter) {
            return Character.isWhitespace(letter)
                    || Character.isSpaceChar(letter)
                    || Character.getType(letter) == Character.DASH_PUNCTUATION
                    || Character.getType(letter) == Character.FORMAT;
        }

        private static String ascii(int letter) {
            return Character.isDigit(letter)
                    ? Integer.toString(Character.digit(letter, 10))
                    : Character.toString(letter);
        }

        @Override
        public String toString() {
            return "Text[" + text.length() + "]";
        }
    }

    /**
     * One of the choices of a turn.
     *
     * @param choice its {@link Choice#id()}, or {@link Choice#PERSON} or {@link Choice#YES}
     */
    record Picked(String choice) implements Reply {
        @Override
        public String keyed() {
            return choice;
        }
    }

    /** Nothing, for as long as was waited; of a turn that asks for nothing: it was heard out. */
    record Silence() implements Reply {
        @Override
        public String keyed() {
            return "";
        }
    }
}
