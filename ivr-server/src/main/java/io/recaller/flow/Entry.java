package io.recaller.flow;

import java.util.Optional;

/** What a caller may key, or type, into a form. */
public sealed interface Entry {
    /** On a telephone. Of what cannot be keyed one: a person may be asked for all the same. */
    int maxDigits();

    /** Whether it has a form for keys; else it is typed, where there is something to type on. */
    default boolean isKeyed() {
        return true;
    }

    /** Whether it is read as it was typed, with all that is between its letters and digits. */
    default boolean isTyped() {
        return false;
    }

    /** For people who have to mend a value: "8 digits". */
    String words();

    /** The value as it is stored, or empty when what was keyed or typed is not such a value. */
    Optional<String> value(String given);

    /**
     * The same of what somebody wrote.
     *
     * @param keyed the text as it would be keyed on a telephone
     */
    default Optional<String> written(String text, String keyed) {
        return value(isTyped() ? text : keyed);
    }

    /**
     * A number that is only digits: an account, a PIN.
     *
     * @param min 1 or more
     * @param max not below {@code min}
     */
    record Digits(int min, int max) implements Entry {
        @Override
        public int maxDigits() {
            return max;
        }

        @Override
        public String words() {
            return (min == max ? "" : min + " to ") + max + " digits";
        }

        @Override
        public Optional<String> value(String keys) {
            var fits = keys.length() >= min && keys.length() <= max && isDigits(keys);
            return fits ? Optional.of(keys) : Optional.empty();
        }
    }

    /**
     * An amount of money in whole units, more than zero, at most seven digits.
     *
     * @param unit for readers of pages: a code of ISO 4217 such as {@code KZT}, whose name they see
     *     in their language, or a word that stands as it is: {@code points}
     */
    record Amount(String unit) implements Entry {
        @Override
        public int maxDigits() {
            return 7;
        }

        @Override
        public String words() {
            return "a whole amount from 1 to 9999999";
        }

        @Override
        public Optional<String> value(String keys) {
            if (keys.length() > maxDigits() || !isDigits(keys)) {
                return Optional.empty();
            }
            return Optional.of(keys.replaceFirst("^0+", "")).filter(amount -> !amount.isEmpty());
        }

        /** With groups and its currency, as people write money; a minus sign is none of a blank. */
        @Override
        public Optional<String> written(String text, String keyed) {
            return TypedValues.whole(text, unit).flatMap(this::value);
        }
    }

    /** A day, as ISO 8601 has it. Keyed it is eight digits: day, month, year. */
    record Date() implements Entry {
        @Override
        public int maxDigits() {
            return 8;
        }

        @Override
        public boolean isTyped() {
            return true;
        }

        @Override
        public String words() {
            return "a date such as 2026-11-21";
        }

        @Override
        public Optional<String> value(String given) {
            return TypedValues.date(given);
        }
    }

    /** An e-mail address, in any script. */
    record Email() implements Entry {
        /** Characters. */
        public static final int LONGEST = TypedValues.LONGEST_EMAIL;

        @Override
        public int maxDigits() {
            return 1;
        }

        @Override
        public boolean isKeyed() {
            return false;
        }

        @Override
        public boolean isTyped() {
            return true;
        }

        @Override
        public String words() {
            return "an e-mail address";
        }

        @Override
        public Optional<String> value(String given) {
            return TypedValues.email(given);
        }
    }

    /**
     * Words on one line: a name, an address of a house.
     *
     * @param most characters, 1 to {@link #MOST}
     */
    record Words(int most) implements Entry {
        /** As many as a known field takes. */
        public static final int MOST = 500;

        @Override
        public int maxDigits() {
            return 1;
        }

        @Override
        public boolean isKeyed() {
            return false;
        }

        @Override
        public boolean isTyped() {
            return true;
        }

        @Override
        public String words() {
            return "a text of at most " + most + " characters";
        }

        @Override
        public Optional<String> value(String given) {
            return TypedValues.words(given, most);
        }
    }

    private static boolean isDigits(String keys) {
        return !keys.isEmpty() && keys.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
