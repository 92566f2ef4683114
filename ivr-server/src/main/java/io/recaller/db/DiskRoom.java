package io.recaller.db;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says of a write that failed where it was, how much room is left there, and what to do. */
public final class DiskRoom {
    /** With less nothing of ours can go on for long. */
    private static final long LEAST = 100_000_000;

    /** Decimal, as every size is told; the ground knows no words for them. */
    private static final long MEGABYTE = 1_000_000;

    private DiskRoom() {}

    /** The failure's reason with its place; when the disk is full, the remedy. */
    public static String words(Path place, IOException failure) {
        return isFull(place, failure)
                ? place + ": the disk is full (" + left(place) + "); free some space there"
                : place + ": " + reason(failure);
    }

    /** Whether it failed for want of room; also when the program that wrote did not say so. */
    public static boolean isFull(Path place, IOException failure) {
        var reason = reason(failure).toLowerCase(Locale.ROOT);
        return reason.contains("no space left")
                || reason.contains("quota exceeded")
                || usable(place) < 4096;
    }

    /** Whether there is so little room that it should be made now. */
    public static boolean isScarce(Path place) {
        return usable(place) < LEAST;
    }

    /** How much is free of how much. */
    public static String left(Path place) {
        try {
            var store = Files.getFileStore(existing(place));
            return "%,d MB free of %,d MB"
                    .formatted(store.getUsableSpace() / MEGABYTE, store.getTotalSpace() / MEGABYTE);
        } catch (IOException _) {
            return "how much is free cannot be seen";
        }
    }

    private static long usable(Path place) {
        try {
            return Files.getFileStore(existing(place)).getUsableSpace();
        } catch (IOException _) {
            return Long.MAX_VALUE;
        }
    }

    private static Path existing(Path place) {
        var path = place.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static String reason(IOException failure) {
        var told =
                failure instanceof FileSystemException file && file.getReason() != null
                        ? file.getReason()
                        : failure.getMessage();
        return told == null ? failure.getClass().getSimpleName() : told;
    }
}
