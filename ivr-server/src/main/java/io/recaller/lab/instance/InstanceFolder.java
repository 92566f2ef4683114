package io.recaller.lab.instance;

import io.recaller.lab.sound.Melody;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of one instance: rendered configuration, data by links, logs, recordings. */
final class InstanceFolder {
    /** A control socket lies in {@code run}; the kernel bounds its path (unix(7), 108 bytes). */
    private static final int LONGEST = 85;

    private static final List<String> COMMON =
            List.of(
                    "asterisk.conf",
                    "logger.conf",
                    "indications.conf",
                    "musiconhold.conf",
                    "rtp.conf",
                    "http.conf",
                    "cdr.conf",
                    "cel.conf");

    /** Asterisk's own defaults do; the files only have to be there. */
    private static final List<String> EMPTY =
            List.of(
                    "features.conf",
                    "acl.conf",
                    "udptl.conf",
                    "pjproject.conf",
                    "ccss.conf",
                    "stasis.conf");

    private final Path path;

    InstanceFolder(Path path) {
        this.path = path.toAbsolutePath();
        if (this.path.toString().length() > LONGEST) {
            throw new AsteriskUnavailableException(
                    "The folder's path is longer than " + LONGEST + " characters: " + this.path,
                    "Name a shorter one");
        }
    }

    Path configuration() {
        return path.resolve("etc/asterisk.conf");
    }

    Path pidFile() {
        return path.resolve("run/asterisk.pid");
    }

    Path console() {
        return path.resolve("log/console.log");
    }

    Path heard() {
        return path.resolve("heard");
    }

    Path path() {
        return path;
    }

    void render(AsteriskProgram program, Role role, Map<String, String> values) {
        try {
            for (String folder :
                    List.of("etc", "data/sounds", "run", "log", "spool", "db", "moh")) {
                Files.createDirectories(path.resolve(folder));
            }
            Files.createDirectories(heard());
            // Its files hold the manager's secrets.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            for (String file : COMMON) {
                write(file, fill(template("asterisk/common/" + file), values));
            }
            for (String file : EMPTY) {
                write(file, "");
            }
            for (String file : role.files()) {
                write(file, fill(template("asterisk/" + role.templates() + "/" + file), values));
            }
            for (String file : role.dialplan()) {
                write(file, template("asterisk/dialplan/" + file));
            }
            linkData(program.data());
            Melody.holdMusic().write(path.resolve("moh/hold.wav"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the configuration into " + path, e);
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(path.resolve("etc").resolve(file), text);
    }

    private static String template(String name) throws IOException {
        try (InputStream in = InstanceFolder.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String fill(String template, Map<String, String> values) {
        String text = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        return text;
    }

    /**
     * Links all but the sounds, whose own links are absolute and lead nowhere in an unpacked root.
     */
    private void linkData(Path data) throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals("sounds")) {
                    link(path.resolve("data").resolve(name), entry);
                }
            }
        }
        Path english = data.resolve("sounds/en_US_f_Allison");
        link(
                path.resolve("data/sounds/en"),
                Files.isDirectory(english) ? english : data.resolve("sounds/en"));
    }

    /** Takes the links away again, so that whoever deletes the folder meets nothing of others. */
    void unlinkData() {
        try (Stream<Path> paths = Files.walk(path.resolve("data"))) {
            for (Path link : paths.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy up " + path, e);
        }
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
