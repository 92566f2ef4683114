package io.recaller.asterisk.prompt;

import io.recaller.speech.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The folder of finished prompt files: {@code LANGUAGE/VOICE/ADDRESS.{wav,alaw,ulaw}}. Several
 * processes may share it: a file appears whole or not at all, and the µ-law one last.
 */
final class Shelf {
    private final Path folder;

    Shelf(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Where a prompt in a voice belongs. */
    Path place(Prompt prompt, String voice) {
        return folder.resolve(prompt.language().tag(), voice, prompt.address());
    }

    /** Where the copy of a recording belongs; another recording gets another place. */
    Path place(Prompt prompt, Path recording) throws IOException {
        var sum = new CRC32C();
        sum.update(Files.readAllBytes(recording));
        var name = "recorded-" + HexFormat.of().toHexDigits((int) sum.getValue());
        return place(prompt, name);
    }

    /** The finished prompt at a place. */
    Optional<PromptFile> at(Path place) {
        try {
            var samples = Files.size(with(place, ".ulaw"));
            return Optional.of(
                    new PromptFile(place.toString(), Pcm.lengthOf(samples, Pcm.TELEPHONE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    PromptFile put(Pcm sound, Path place) throws IOException {
        var own = Files.createTempDirectory(Files.createDirectories(place.getParent()), ".new");
        try {
            Wav.write(sound, own.resolve("wav"));
            Files.write(own.resolve("alaw"), G711.ALAW.encode(sound));
            Files.write(own.resolve("ulaw"), G711.ULAW.encode(sound));
            for (var kind : new String[] {"wav", "alaw", "ulaw"}) {
                Files.move(
                        own.resolve(kind), with(place, "." + kind), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            clear(own);
        }
        return new PromptFile(place.toString(), sound.length());
    }

    private static void clear(Path own) throws IOException {
        for (var kind : new String[] {"wav", "alaw", "ulaw"}) {
            Files.deleteIfExists(own.resolve(kind));
        }
        Files.deleteIfExists(own);
    }

    private static Path with(Path place, String ending) {
        return place.resolveSibling(place.getFileName() + ending);
    }
}
