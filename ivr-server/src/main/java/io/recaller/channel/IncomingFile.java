package io.recaller.channel;

import io.recaller.message.FileContent;
import java.util.Optional;

/**
 * A file that came in with a message.
 *
 * @param name what whoever sent it calls it
 * @param size bytes, as far as is known
 * @param content empty: it was too big for its gateway to fetch
 */
public record IncomingFile(String name, long size, Optional<FileContent> content) {
    public IncomingFile(String name, FileContent content) {
        this(name, content.size(), Optional.of(content));
    }

    /** Without its name: it may be logged. */
    @Override
    public String toString() {
        return "IncomingFile[" + size + "]";
    }
}
