package io.recaller.channel;

/** What somebody did at the other end of a gateway. */
public sealed interface Said {
    /** Wrote. */
    record Words(String text) implements Said {
        @Override
        public String toString() {
            return "Words[" + text.length() + "]";
        }
    }

    /**
     * Pressed a button of ours.
     *
     * @param key the button's
     */
    record Pressed(String key) implements Said {}

    /** Came to us and said nothing yet: the flow begins, unless a contact goes on. */
    record Nothing() implements Said {}
}
