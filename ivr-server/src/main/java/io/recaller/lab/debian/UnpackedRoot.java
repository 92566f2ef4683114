package io.recaller.lab.debian;

import static java.util.Objects.requireNonNull;

import io.recaller.lab.instance.AsteriskProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of unpacked packages. Its programs run by its own loader with its own libraries, so they
 * need nothing of the machine's, no root and no change of root.
 */
record UnpackedRoot(Path folder) {
    AsteriskProgram asterisk() throws IOException {
        return new AsteriskProgram(
                command("usr/sbin/asterisk"),
                libraries().resolve("asterisk/modules"),
                folder.resolve("usr/share/asterisk"));
    }

    List<String> espeak() throws IOException {
        List<String> command = command("usr/bin/espeak-ng");
        return Stream.concat(command.stream(), Stream.of("--path=" + libraries())).toList();
    }

    /** Older distributions have libraries in two places. */
    List<String> command(String program) throws IOException {
        Path loader = loader();
        Path machine = requireNonNull(loader.getParent()).getFileName();
        Path usual = folder.resolve("usr/lib").resolve(machine);
        String libraries = loader.getParent() + ":" + usual + ":" + usual.resolve("pulseaudio");
        return List.of(
                loader.toString(), "--library-path", libraries, folder.resolve(program).toString());
    }

    private Path libraries() throws IOException {
        return requireNonNull(loader().getParent());
    }

    /** Its name and folder differ by architecture, its prefix does not. */
    private Path loader() throws IOException {
        for (String place : List.of("usr/lib", "lib")) {
            try (Stream<Path> files = Files.walk(folder.resolve(place), 2)) {
                Optional<Path> loader =
                        files.filter(f -> f.getFileName().toString().startsWith("ld-linux"))
                                .findFirst();
                if (loader.isPresent()) {
                    return loader.get();
                }
            }
        }
        throw new IOException("no program loader under " + folder);
    }
}
