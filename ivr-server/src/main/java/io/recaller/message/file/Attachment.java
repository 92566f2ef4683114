package io.recaller.message.file;

import java.util.UUID;

/**
 * A file with a message, without its content.
 *
 * @param id UUIDv7
 * @param name made safe by {@link FileName}
 * @param type told by its content
 * @param size bytes
 */
public record Attachment(UUID id, String name, FileType type, int size) {
    /** Without its name, which people chose: it may be logged. */
    @Override
    public String toString() {
        return "Attachment[" + id + ", " + type + ", " + size + "]";
    }
}
