package io.recaller.continuation;

/** What a page answers to a turn. */
public sealed interface PageReply {
    /** One of the choices; {@code 0} a person, {@code 1} that a known value is right. */
    record Picked(String id) implements PageReply {}

    /** A value, or words. */
    record Text(String text) implements PageReply {
        @Override
        public String toString() {
            return "Text[" + text.length() + "]";
        }
    }

    /** To the menu before. */
    record Back() implements PageReply {}
}
