package io.recaller.api;

/**
 * Whether one thing the server needs is there.
 *
 * @param detail one line for an operator: what was seen, and the remedy when it is not ready
 */
public record Health(boolean ready, String detail) {

    public static Health up(String detail) {
        return new Health(true, detail);
    }

    public static Health down(String detail) {
        return new Health(false, detail);
    }
}
