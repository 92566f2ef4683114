package io.recaller.settings.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A secret in a file of its own. */
public final class SecretFile {
    private static final Logger LOG = LoggerFactory.getLogger(SecretFile.class);

    /**
     * Where a container engine puts its secrets: nobody else is in there, and who may read them
     * outside is a matter of the folder they lie in.
     */
    private static final Path OF_CONTAINERS = Path.of("/run/secrets");

    private SecretFile() {}

    /**
     * The secret without spaces and line ends around it; warns when everybody can read it.
     *
     * @param key named in the warning
     */
    public static String read(String key, Path file) throws IOException {
        if (isOpenToAll(file)) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("file", file)
                    .log("everybody on this machine can read this secret; chmod o-r it");
        }
        return Files.readString(file).strip();
    }

    /** Whether everybody on this machine can read it; false where there is none. */
    public static boolean isOpenToAll(Path file) {
        try {
            return !file.startsWith(OF_CONTAINERS)
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
