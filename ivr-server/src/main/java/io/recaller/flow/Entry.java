package io.recaller.flow;

import java.util.Optional;

/** What a caller may key into a form. */
public sealed interface Entry {
    int maxDigits();

    /** For people who have to mend a value: "8 digits". */
    String words();

    /** The value as it is stored, or empty when the keys are not such a value. */
    Optional<String> value(String keys);

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
     * @param unit the name of the unit, for readers of the card: {@code tenge}
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
    }

    private static boolean isDigits(String keys) {
        return !keys.isEmpty() && keys.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
