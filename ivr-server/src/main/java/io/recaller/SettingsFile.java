package io.recaller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Typed values from one YAML file, each key overridable by an environment variable ({@code
 * agi.port} by {@code RECALLER_AGI_PORT}). Keeps every mistake, so an operator sees them all at
 * once. Used by one thread, once, at start.
 */
final class SettingsFile {
    private final String name;
    private final Path folder;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> environment;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> mistakes = new ArrayList<>();

    SettingsFile(String name, Path folder, String yaml, Map<String, String> environment) {
        this.name = name;
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        try {
            var read = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml);
            flatten("", read == null ? Map.of() : read);
        } catch (YamlEngineException e) {
            mistakes.add(name + ": not valid YAML: " + ("" + e.getMessage()).replace('\n', ' '));
        }
    }

    private void flatten(String prefix, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            if (!prefix.isEmpty()) {
                values.put(prefix, map);
            }
            map.forEach((key, inner) ->
                    flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, inner));
        } else if (value != null) {
            values.put(prefix, value);
        }
    }

    String text(String key, String fallback) {
        return read(key, fallback, Function.identity(), "a text");
    }

    /** A value without which nothing can start. */
    String required(String key, String example) {
        var value = raw(key);
        if (value == null || value.isBlank()) {
            mistakes.add(name + ": " + key + " is missing; set it, for example " + example);
            return "";
        }
        return value;
    }

    /** From {@code key}, or from the file that {@code key-file} names. Never shown in a mistake. */
    Optional<String> secret(String key) {
        var value = raw(key);
        var file = raw(key + "-file");
        if (file == null) {
            return Optional.ofNullable(value);
        }
        try {
            return Optional.of(Files.readString(folder.resolve(file)).strip());
        } catch (IOException _) {
            mistakes.add(name + ": " + key + "-file cannot be read: " + folder.resolve(file));
            return Optional.empty();
        }
    }

    int port(String key, int fallback) {
        var port = integer(key, fallback);
        if (port < 1 || port > 65535) {
            mistakes.add(name + ": " + key + " must be a port from 1 to 65535, not '" + port + "'");
        }
        return port;
    }

    int integer(String key, int fallback) {
        return read(key, fallback, Integer::valueOf, "a whole number such as " + fallback);
    }

    double share(String key, double fallback) {
        return read(key, fallback, Double::valueOf, "a share from 0 to 1 such as " + fallback);
    }

    Duration duration(String key, Duration fallback) {
        return read(key, fallback, SettingsFile::parseDuration, "a duration such as 300ms or 15s");
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        var allowed = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        return read(
                key,
                fallback,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                "one of " + allowed);
    }

    ZoneId zone(String key) {
        var value = required(key, "Asia/Almaty");
        return value.isEmpty()
                ? ZoneId.of("UTC")
                : read(key, ZoneId.of("UTC"), ZoneId::of, "a time zone such as Asia/Almaty");
    }

    /** Relative paths count from the settings file's folder. */
    Path path(String key, Path fallback) {
        var value = raw(key);
        return value == null ? fallback : folder.resolve(value).normalize();
    }

    List<String> list(String key) {
        var value = value(key);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(String.valueOf(value).split("\\s*,\\s*"));
    }

    /** The keys directly below a section, in file order; they count as known. */
    List<String> sections(String key) {
        known.add(key);
        return value(key) instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    void mistake(String key, String what) {
        mistakes.add(name + ": " + key + " " + what);
    }

    /**
     * @throws SettingsException naming every mistake, unknown keys included
     */
    void rejectIfMistaken() {
        values.forEach((key, value) -> {
            if (!(value instanceof Map) && !known.contains(key)) {
                mistakes.add(name + ": unknown key " + key + didYouMean(key));
            }
        });
        if (!mistakes.isEmpty()) {
            throw mistaken();
        }
    }

    SettingsException mistaken() {
        return new SettingsException(List.copyOf(mistakes));
    }

    private String didYouMean(String key) {
        var last = key.substring(key.lastIndexOf('.') + 1);
        return known.stream()
                .filter(each ->
                        each.endsWith("." + last)
                                || distance(each, key) <= Math.max(2, key.length() / 4))
                .min((a, b) -> Integer.compare(distance(a, key), distance(b, key)))
                .map(each -> "; did you mean " + each + "?")
                .orElse("; remove it (docs/configuration.md lists all keys)");
    }

    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private <T> T read(String key, T fallback, Function<String, T> parse, String expected) {
        var text = raw(key);
        if (text == null) {
            return fallback;
        }
        try {
            return parse.apply(text);
        } catch (RuntimeException _) {
            mistakes.add(name + ": " + key + " must be " + expected + ", not '" + text + "'");
            return fallback;
        }
    }

    private @Nullable String raw(String key) {
        var value = value(key);
        return value == null ? null : String.valueOf(value);
    }

    private @Nullable Object value(String key) {
        known.add(key);
        var variable = "RECALLER_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        var override = environment.get(variable);
        return override != null ? override : values.get(key);
    }

    private static Duration parseDuration(String text) {
        if (text.matches("\\d+ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        if (text.matches("\\d+d")) {
            return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
        }
        return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    }
}
