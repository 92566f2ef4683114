package io.recaller.settings;

import io.recaller.settings.file.SecretFile;
import io.recaller.settings.file.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets of the settings that everybody on the machine can read. */
public final class ExposedSecrets {
    private ExposedSecrets() {}

    /**
     * The secrets that everybody on this machine can read, each with its remedy. The file is one
     * that {@link SettingsReader#read(Path, Map)} takes.
     */
    public static List<String> in(Path path, Map<String, String> environment) {
        var folder = path.toAbsolutePath().resolveSibling(".").normalize();
        var file =
                new SettingsFile(
                        String.valueOf(path.getFileName()),
                        folder,
                        SettingsReader.text(path, environment),
                        environment);
        var settings = SettingsReader.read(file, folder);
        var exposed = new ArrayList<String>();
        openToAll(file, path).ifPresent(exposed::add);
        file.secretFiles().forEach((key, secret) -> tell(key, secret, exposed));
        tell("pins.pepper-file", settings.pepper(), exposed);
        return List.copyOf(exposed);
    }

    static Optional<String> openToAll(SettingsFile file, Path path) {
        return file.secretsHere().isEmpty() || !SecretFile.isOpenToAll(path)
                ? Optional.empty()
                : Optional.of(
                        "everybody on this machine can read "
                                + String.join(", ", file.secretsHere())
                                + " in "
                                + path
                                + "; chmod 640 "
                                + path);
    }

    private static void tell(String key, Path secret, List<String> exposed) {
        if (SecretFile.isOpenToAll(secret)) {
            exposed.add(
                    "everybody on this machine can read "
                            + secret
                            + " ("
                            + key
                            + "); chmod 640 "
                            + secret);
        }
    }
}
