package io.recaller.customer;

/** How many digits a PIN has, whoever it is of. */
public final class PinDigits {
    public static final int FEWEST = 4;
    public static final int MOST = 12;

    private PinDigits() {}

    /** Whether it can be a PIN. */
    public static boolean isPin(String text) {
        return text.length() >= FEWEST
                && text.length() <= MOST
                && text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    public static String words() {
        return FEWEST + " to " + MOST + " digits";
    }
}
