package io.recaller.continuation;

import io.recaller.message.file.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The page beside a call, as its agent sees it.
 *
 * @param mayShow whether something can be shown on it
 * @param isTyping whether somebody writes there just now
 * @param forms that can be shown
 * @param takesFiles whether the caller can be asked for a picture or a document
 * @param given what was shown last; empty: nothing yet
 * @param messengers where the caller may go on by a link
 * @param files that were handed in there, the oldest first
 * @param screen what the page shows now; empty: none is open
 */
public record PageBeside(
        Link link,
        boolean mayShow,
        boolean isTyping,
        List<Form> forms,
        List<PageDocument> documents,
        boolean takesFiles,
        Optional<Given> given,
        List<MessengerLink> messengers,
        List<Attachment> files,
        Optional<PageState> screen) {
    public PageBeside {
        files = List.copyOf(files);
        forms = List.copyOf(forms);
        documents = List.copyOf(documents);
        messengers = List.copyOf(messengers);
    }

    /**
     * How it stands with a link to a messenger.
     *
     * @param to its channel
     * @param link open: the caller went on there
     * @param maySend whether a link can be sent; how many were today is known when it is tried
     */
    public record MessengerLink(String to, String title, Link link, boolean maySend) {}

    /** How it stands with the link; the lower case name is what the desk is told. */
    public enum Link {
        /** None was sent. */
        NONE,
        /** It can be opened. */
        SENT,
        /** It was not opened in time. */
        EXPIRED,
        OPEN,
        /** Whoever opened it said that it is not their call. */
        LEFT
    }

    /**
     * A form of the call's flow.
     *
     * @param name of its node
     * @param fields what it asks
     */
    public record Form(String name, List<String> fields) {}

    /**
     * What was shown.
     *
     * @param state {@code open}, or what ended it
     * @param fields of a form, in order; of all else none
     */
    public record Given(Shown what, Instant since, String state, List<Value> fields) {
        public Given {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One value.
     *
     * @param value empty: not given yet
     * @param isSecret whether it is never asked on a page
     */
    public record Value(String name, Optional<String> value, boolean isSecret) {
        /** Never the value. */
        @Override
        public String toString() {
            return "Value[" + name + "]";
        }
    }
}
