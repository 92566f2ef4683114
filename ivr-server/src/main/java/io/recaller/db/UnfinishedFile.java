package io.recaller.db;

import java.nio.file.Path;

/** A file that is of use only once it is whole: deleted when it is given up, by Ctrl-C too. */
final class UnfinishedFile implements AutoCloseable {
    private final Path file;
    private final Thread atTheEnd;

    UnfinishedFile(Path file) {
        this.file = file;
        this.atTheEnd = Thread.ofPlatform().unstarted(this::delete);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** Deleted, unless it was moved to its place. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException _) {
            // The program is ending, and does it.
        }
    }

    private void delete() {
        file.toFile().delete();
    }
}
