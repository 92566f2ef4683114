package io.recaller.flow;

/** The names in a dialogue's data that the engine keeps for itself; all contain a dot. */
final class Data {
    /** The last four digits of a value that is read back. */
    static final String LAST4 = "last4";

    /** The node a verify node leads to. */
    static final String THEN = "verify.then";

    private Data() {}

    /** Where a prefilled value came from and when: {@code chat 2026-11-21T20:00:00Z}. */
    static String prefilled(String field) {
        return "prefilled." + field;
    }

    /** The order in which a menu is being read: option ids with commas. */
    static String order(String menu) {
        return "order." + menu;
    }
}
