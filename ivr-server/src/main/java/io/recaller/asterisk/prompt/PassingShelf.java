package io.recaller.asterisk.prompt;

import static java.util.Objects.requireNonNull;

import io.recaller.speech.Prompt;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/**
 * The folder of prompts with somebody's own values in them. Only this user may read it; Asterisk
 * too, as another user, when the operator has given the folder to a group both are in, with the
 * set-group-id bit: {@code install -d -o recaller -g asterisk -m 2750 FOLDER}. The kernel passes
 * the group on to what is made in it.
 */
final class PassingShelf {
    /** How long a prompt with somebody's values is used again. */
    static final Duration REUSED = Duration.ofHours(1);

    private static final int SET_GROUP_ID = 02000;
    private static final Set<PosixFilePermission> OWN_FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWN =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> GROUP_WRITES =
            PosixFilePermissions.fromString("rw-rw----");
    private static final Set<PosixFilePermission> GROUP =
            PosixFilePermissions.fromString("rw-r-----");

    private final Path folder;

    private PassingShelf(Path folder) {
        this.folder = folder;
    }

    /** That below the folder of all prompts. */
    static PassingShelf in(Path prompts) {
        return new PassingShelf(prompts.toAbsolutePath().resolve("personal"));
    }

    Path folder() {
        return folder;
    }

    /** Where a prompt in a voice belongs. */
    Path place(Prompt prompt, String voice) {
        return folder.resolve(voice).resolve(prompt.address());
    }

    /** Whether a group was given the folder. */
    boolean isShared() throws IOException {
        return Files.isDirectory(folder)
                && ((int) Files.getAttribute(folder, "unix:mode") & SET_GROUP_ID) != 0;
    }

    /** The folder, made or closed to others where it was not. */
    Path open() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(requireNonNull(folder.getParent()));
            make(folder);
        } else if (!isShared() && !Files.getPosixFilePermissions(folder).equals(OWN_FOLDER)) {
            Files.setPosixFilePermissions(folder, OWN_FOLDER);
        }
        return folder;
    }

    private static void make(Path own) throws IOException {
        try {
            Files.createDirectory(own, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
        } catch (FileAlreadyExistsException _) {
            // Another server was quicker.
        }
    }

    /** A folder in it that is there from now on, with the same readers. */
    Path below(String name) throws IOException {
        open();
        var inner = folder.resolve(name);
        if (isShared()) {
            // No permissions are set here: that would take the set-group-id bit away.
            return Files.createDirectories(inner);
        }
        make(inner);
        return inner;
    }

    /** For what Asterisk itself writes. */
    Set<PosixFilePermission> writable() throws IOException {
        return isShared() ? GROUP_WRITES : OWN;
    }

    Set<PosixFilePermission> readable() throws IOException {
        return isShared() ? GROUP : OWN;
    }

    PromptFile put(Pcm sound, Path place) throws IOException {
        below(String.valueOf(requireNonNull(place.getParent()).getFileName()));
        return Shelf.put(sound, place, readable());
    }
}
