package io.recaller.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Debian mirror this machine already trusts and reaches, read from its own package sources
 * (both formats of {@code sources.list(5)}), so that no host name has to be built in.
 */
final class AptSources {
    /** The main archive, or a dated snapshot of it; not the security archive, not a third party. */
    private static final Pattern DEBIAN =
            Pattern.compile("\\S+(?<!/linux)/debian(/\\d{8}T\\d{6}Z)?/?");

    private static final Pattern ONE_LINE =
            Pattern.compile("deb\\s+(?:\\[([^]]*)]\\s+)?(\\S+)\\s+\\S+\\s+(.*)");

    private AptSources() {}

    /**
     * The first mirror found.
     *
     * @param folder normally {@code /etc/apt}
     */
    static Optional<String> debianMirror(Path folder) throws IOException {
        for (Path file : files(folder)) {
            List<String> lines =
                    Files.readAllLines(file).stream().filter(l -> !l.startsWith("#")).toList();
            Optional<String> mirror =
                    file.toString().endsWith(".sources") ? inStanzas(lines) : inLines(lines);
            if (mirror.isPresent()) {
                return mirror;
            }
        }
        return Optional.empty();
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Path parts = folder.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> entries = Files.list(parts)) {
                entries.filter(f -> f.toString().matches(".*\\.(sources|list)"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        Path list = folder.resolve("sources.list");
        if (Files.isRegularFile(list)) {
            files.addFirst(list);
        }
        return files;
    }

    private static Optional<String> inLines(List<String> lines) {
        return lines.stream()
                .map(ONE_LINE::matcher)
                .filter(m -> m.matches())
                .filter(m -> isDebian(m.group(2), m.group(3), m.group(1) == null ? "" : m.group(1)))
                .map(m -> m.group(2))
                .findFirst();
    }

    private static Optional<String> inStanzas(List<String> lines) {
        return Stream.of(String.join("\n", lines).split("\n\\s*\n"))
                .map(AptSources::fields)
                .filter(fields -> !"no".equalsIgnoreCase(fields.get("enabled")))
                .filter(fields -> fields.getOrDefault("types", "").contains("deb"))
                .flatMap(AptSources::mirrors)
                .findFirst();
    }

    private static Stream<String> mirrors(Map<String, String> fields) {
        String signedBy = fields.getOrDefault("signed-by", "");
        String components = fields.getOrDefault("components", "");
        return Stream.of(fields.getOrDefault("uris", "").split("\\s+"))
                .filter(uri -> isDebian(uri, components, signedBy));
    }

    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new HashMap<>();
        for (String line : stanza.replaceAll("\n[ \t]+", " ").lines().toList()) {
            String[] parts = line.split(":", 2);
            if (parts.length == 2) {
                fields.put(parts[0].trim().toLowerCase(Locale.ROOT), parts[1].trim());
            }
        }
        return fields;
    }

    private static boolean isDebian(String uri, String components, String options) {
        boolean ownKey =
                !options.toLowerCase(Locale.ROOT).contains("signed-by")
                        && !options.contains("keyring");
        return DEBIAN.matcher(uri).matches()
                && List.of(components.split("\\s+")).contains("main")
                && (ownKey || options.contains("debian-archive"));
    }
}
