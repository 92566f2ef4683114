package io.recaller.flow.engine;

/** The names in a dialogue's data that the engine keeps for itself; all contain a dot. */
final class ReservedNames {
    /** The node a verify node leads to. */
    static final String THEN = "verify.then";

    private ReservedNames() {}

    /** The name of the opening hours that a branch asked for last. */
    static final String HOURS = "call.hours";

    /** The node that a contact is on the way to which has left the queue. */
    static final String EXIT = "queue.exit";

    /** The offer made on this call: no other is made. */
    static final String OFFERED = "call.offered";

    /** The offer whose yes still stands for the read-back of what is known. */
    static final String TAKEN = "call.taken";

    /** What the last words were taken for: {@code menu.option}. */
    static final String ABOUT = "reply.about";

    /** The options the last words may mean: {@code menu.first,second}. */
    static final String AMONG = "reply.among";

    /** The last words asked how the open requests stand. */
    static final String STATUS = "reply.status";

    /** What is recommended, and how far it got: {@code fibre-300 asked}. */
    static final String RECOMMENDED = "call.recommended";

    /** The words in which it is. */
    static final String RECOMMENDATION = "call.recommendation";

    /** The door that is asked for, and how it went: {@code page}, {@code page.sent}. */
    static final String SWITCH = "call.switch";

    /** The page that shows digits, and which: {@code 019a… 47}. */
    static final String MATCH = "page.match";

    /** How often digits were asked for on this call. */
    static final String MATCHES = "page.matches";

    /** What whoever answered last may be trusted at most: they did so on a page. */
    static final String CAP = "page.cap";

    /** The secrets that the visit of the call holds which wrote this: {@code card code}. */
    static final String HELD = "page.held";

    /** The page whose digits the caller keyed. */
    static final String MATCHED = "page.matched";

    /** A link to a page beside the call was sent: what has no keys is typed there. */
    static final String PAGE = "page.sent";

    /** The form was left already for where callers go who have nothing to type on. */
    static String leftUntyped(String form) {
        return "untyped." + form;
    }

    /** Where a prefilled value came from and when: {@code chat 2026-11-21T20:00:00Z}. */
    static String prefilled(String field) {
        return "prefilled." + field;
    }

    /** When somebody said yes to a value that was read back. */
    static String confirmed(String field) {
        return "confirmed." + field;
    }

    /** When a right proof was given at a node. */
    static String proved(String node) {
        return "proved." + node;
    }

    /** When the last wrong one was. */
    static String unproved(String node) {
        return "unproved." + node;
    }

    /** When the key for a page was pressed last in a menu. */
    static String paged(String menu) {
        return "paged." + menu;
    }
}
