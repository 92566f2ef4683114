package io.recaller.api;

/**
 * Whether one thing the server needs is there.
 *
 * @param ready whether the server can do its work
 * @param well false though it can: one part of it stands still
 * @param detail one line for an operator: what was seen, and the remedy when it is not ready
 */
public record Health(boolean ready, boolean well, String detail) {

    public static Health up(String detail) {
        return new Health(true, true, detail);
    }

    /** It does its work but for one part, which somebody should look at. */
    public static Health impaired(String detail) {
        return new Health(true, false, detail);
    }

    public static Health down(String detail) {
        return new Health(false, false, detail);
    }
}
