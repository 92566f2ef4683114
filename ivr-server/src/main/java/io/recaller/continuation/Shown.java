package io.recaller.continuation;

/** What can be shown on a page by an agent. */
public sealed interface Shown {
    /**
     * A form to fill.
     *
     * @param node of the call's flow
     * @param flow the SHA-256 of that version of it
     */
    record Form(String node, String flow) implements Shown {}

    /**
     * A document to see.
     *
     * @param name as in the settings
     */
    record Document(String name) implements Shown {}

    /** The caller is asked for a picture or a document. */
    record File() implements Shown {}
}
