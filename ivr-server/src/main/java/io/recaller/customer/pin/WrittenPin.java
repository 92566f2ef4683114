package io.recaller.customer.pin;

import io.recaller.customer.PlainText;

/**
 * A PIN as somebody wrote it for keeping. Telephones have the keys 0 to 9, so it is kept in those,
 * whichever script's digits it was written in; whoever wrote it is told.
 *
 * @param digits what is kept, when it can be a PIN
 * @param isRewritten whether other digits than 0 to 9 were written
 */
public record WrittenPin(String digits, boolean isRewritten) {
    public static WrittenPin of(String text) {
        return new WrittenPin(
                PlainText.of(text), text.codePoints().anyMatch(WrittenPin::isOtherDigit));
    }

    /** What is told of it, behind the words for it. */
    public static String rewritten() {
        return "was written in other digits than 0 to 9, and is kept in these: callers key them";
    }

    private static boolean isOtherDigit(int character) {
        return Character.isDigit(character) && (character < '0' || character > '9');
    }

    /** Never the PIN. */
    @Override
    public String toString() {
        return "•••";
    }
}
