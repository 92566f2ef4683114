package io.recaller.message.file;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that is given piece by piece, each when the one before has left: whoever reads slowly is
 * not taken for silent, and what is given up is in memory no longer. Thread-safe by its own lock.
 */
public final class FilePieces {
    private static final int BYTES = 1 << 16;

    private @Nullable FileContent content;
    private int at;

    public FilePieces(FileContent content) {
        this.content = content;
    }

    /** Empty: that was all, or it is given up. */
    public synchronized Optional<byte[]> next() {
        if (content == null || at >= content.size()) {
            content = null;
            return Optional.empty();
        }
        var from = at;
        at = Math.min(content.size(), at + BYTES);
        return Optional.of(Arrays.copyOfRange(content.bytes(), from, at));
    }

    /** Gives it up. */
    public synchronized void drop() {
        content = null;
    }
}
