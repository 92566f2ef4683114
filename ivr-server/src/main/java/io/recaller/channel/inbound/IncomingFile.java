package io.recaller.channel.inbound;

import io.recaller.message.file.FileContent;
import java.util.Optional;

/**
 * A file that came in with a message.
 *
 * @param name what whoever sent it calls it
 * @param size bytes, as far as is known; 0: nothing is known
 * @param content empty: it is at its provider yet, or was too big for its gateway to fetch
 * @param source what its provider calls it, or where it lies there: a {@link FileSource} fetches it
 */
public record IncomingFile(
        String name, long size, Optional<FileContent> content, Optional<String> source) {
    public IncomingFile(String name, FileContent content) {
        this(name, content.size(), Optional.of(content), Optional.empty());
    }

    /** One that its gateway has, or does not fetch. */
    public IncomingFile(String name, long size, Optional<FileContent> content) {
        this(name, size, content, Optional.empty());
    }

    /** One that its provider keeps. */
    public static IncomingFile at(String source, String name, long size) {
        return new IncomingFile(name, size, Optional.empty(), Optional.of(source));
    }

    /** Without its name: it may be logged. */
    @Override
    public String toString() {
        return "IncomingFile[" + size + "]";
    }
}
