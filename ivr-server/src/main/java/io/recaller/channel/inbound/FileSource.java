package io.recaller.channel.inbound;

import io.recaller.message.file.FileContent;
import java.time.Duration;

/** Where files lie that came in by a gateway, until they are rows of ours. Any thread; blocking. */
public interface FileSource {
    /** For all of one fetch, redirects included. */
    Duration WITHIN = Duration.ofMinutes(3);

    /** The gateway's, as the settings name it. */
    String gateway();

    /**
     * Fetches a file, within {@link #WITHIN}.
     *
     * @param source what the provider calls it, or where it lies there
     * @param largest bytes; of a larger one nothing is kept
     */
    Fetched fetch(String source, int largest);

    /** What came of it. */
    sealed interface Fetched {
        record Had(FileContent content) implements Fetched {}

        /** It never can be had: it is too large, is gone, or lies where nothing is fetched from. */
        record Never(String why) implements Fetched {}

        /** Not now. */
        record Later(String why) implements Fetched {}
    }
}
