package io.recaller.settings.file;

import io.recaller.text.Excerpt;
import io.recaller.text.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed values from one YAML file, each key overridable by an environment variable ({@code
 * agi.port} by {@code RECALLER_AGI_PORT}). Keeps every mistake with its line, so an operator sees
 * them all at once; a mistake never shows the value of a secret or of a whole section. Used by one
 * thread, once, at start.
 */
public final class SettingsFile {
    /** Characters of a wrong value, to find it again by. */
    private static final int SHOWN = 100;

    private static final Duration LONGEST = Duration.ofDays(36500);

    private final Path folder;
    private final SettingsTree tree;
    private final SettingsVariables variables;
    private final TreeSet<String> known = new TreeSet<>();
    private final SortedSet<String> sections = new TreeSet<>();

    /** Sections whose keys the operator names; there may be none of them. */
    private final SortedSet<String> free = new TreeSet<>();

    private final List<String> mistakes = new ArrayList<>();
    private final List<String> secretsHere = new ArrayList<>();
    private final Map<String, Path> secretFiles = new LinkedHashMap<>();

    public SettingsFile(String name, Path folder, String yaml, Map<String, String> environment) {
        this.folder = folder;
        this.tree = SettingsTree.parse(name, yaml, mistakes::add);
        this.variables = new SettingsVariables(environment);
    }

    public String text(String key, String fallback) {
        return read(key, fallback, Function.identity(), "a text");
    }

    /** A value without which nothing can start. */
    public String required(String key, String example) {
        var value = raw(key);
        if (value == null || value.isBlank()) {
            mistake(key, "is missing; set it, for example " + example);
            return "";
        }
        return value;
    }

    /** From {@code key}, or from the file that {@code key-file} names. Never shown in a mistake. */
    public Optional<String> secret(String key) {
        var inFile = key + "-file";
        var value = raw(key);
        var file = raw(inFile);
        if (value != null
                && file != null
                && variables.overrides(key) == variables.overrides(inFile)) {
            mistake(key, "and " + inFile + " are both set; keep one of them");
        }
        var chosen =
                file != null && (value == null || !variables.overrides(key))
                        ? content(inFile, folder.resolve(file))
                        : Optional.ofNullable(value);
        if (chosen.filter(String::isBlank).isPresent()) {
            mistake(key, "is empty; make one with 'openssl rand -hex 24'");
        }
        if (value != null) {
            holdsSecret(key);
        }
        if (file != null) {
            secretFiles.put(inFile, folder.resolve(file));
        }
        return chosen;
    }

    /** The value of this key is a secret; in the environment it is in no file. */
    public void holdsSecret(String key) {
        if (!variables.overrides(key)) {
            secretsHere.add(key);
        }
    }

    /** The keys whose secret stands in the file itself. */
    public List<String> secretsHere() {
        return List.copyOf(secretsHere);
    }

    /** The files that keep a secret, by the key that names them. */
    public Map<String, Path> secretFiles() {
        return Collections.unmodifiableMap(secretFiles);
    }

    private Optional<String> content(String key, Path file) {
        try {
            return Optional.of(SecretFile.read(key, file));
        } catch (IOException _) {
            mistake(key, "cannot be read: " + file + "; check the path and who may read it");
            return Optional.empty();
        }
    }

    public int port(String key, int fallback) {
        return between(key, fallback, 1, 65535);
    }

    public int between(String key, int fallback, int least, int most) {
        return read(
                key,
                fallback,
                text -> inside(Integer.parseInt(text), least, most),
                "a whole number from " + least + " to " + most + " such as " + fallback);
    }

    public double share(String key, double fallback) {
        return read(
                key,
                fallback,
                text -> inside(Double.parseDouble(text), 0.0, 1.0),
                "a share from 0 to 1 such as " + fallback);
    }

    public boolean flag(String key, boolean fallback) {
        return read(
                key,
                fallback,
                text ->
                        switch (text) {
                            case "true" -> true;
                            case "false" -> false;
                            default -> throw new IllegalArgumentException(text);
                        },
                "true or false");
    }

    private static <T extends Comparable<T>> T inside(T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    /** Longer than nothing. */
    public Duration duration(String key, Duration fallback) {
        return duration(key, fallback, Duration.ofMillis(1));
    }

    public Duration duration(String key, Duration fallback, Duration least) {
        return read(
                key,
                fallback,
                text -> inside(Durations.parse(text), least, LONGEST),
                least.compareTo(Duration.ofMillis(1)) > 0
                        ? "a duration of " + Durations.text(least) + " or more, such as 15s or 2d"
                        : "a duration such as 300ms, 15s or 2d",
                Durations::meant);
    }

    /**
     * A duration that may be left out.
     *
     * @param example as people write it
     */
    public Optional<Duration> optional(String key, Duration least, String example) {
        return read(
                key,
                Optional.empty(),
                text -> Optional.of(inside(Durations.parse(text), least, LONGEST)),
                "a duration of " + Durations.text(least) + " or more such as " + example,
                Durations::meant);
    }

    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        var allowed =
                Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return read(
                key,
                fallback,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                "one of " + allowed);
    }

    /** Of these words, without a fall-back; empty where it is missing or none of them, and told. */
    public <E extends Enum<E>> Optional<E> requiredChoice(String key, Class<E> type) {
        var allowed =
                Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList();
        var word = raw(key);
        var found = word == null ? -1 : allowed.indexOf(word.toLowerCase(Locale.ROOT));
        if (found < 0) {
            var names = String.join(", ", allowed);
            mistake(
                    key,
                    word == null
                            ? "is missing; set it to one of " + names
                            : "must be one of "
                                    + names
                                    + ", not '"
                                    + Excerpt.of(word, SHOWN)
                                    + "'"
                                    + Nearest.to(word, allowed)
                                            .map(near -> "; write " + near)
                                            .orElse(""));
        }
        return found < 0 ? Optional.empty() : Optional.of(type.getEnumConstants()[found]);
    }

    /** Nothing is said of the keys below this one: what is wrong above them is told already. */
    public void passOver(String section) {
        tree.values().stream().filter(key -> key.startsWith(section + ".")).forEach(known::add);
    }

    public ZoneId zone(String key) {
        var utc = ZoneId.of("UTC");
        return required(key, "Asia/Almaty").isEmpty()
                ? utc
                : read(key, utc, ZoneId::of, "a time zone such as Asia/Almaty");
    }

    /** Any other kind of value. */
    public <T> T value(String key, T fallback, Function<String, T> parse, String expected) {
        return read(key, fallback, parse, expected);
    }

    /** What the type itself refuses is a mistake like any other. */
    public <T> Optional<T> valid(String key, Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException e) {
            mistake(key, "is refused: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Relative paths count from the settings file's folder. */
    public Path path(String key, Path fallback) {
        var value = raw(key);
        if (value != null && value.startsWith("~")) {
            mistake(key, "begins with ~, which only a shell knows; write the whole path");
            return fallback;
        }
        return value == null ? fallback : folder.resolve(value).normalize();
    }

    /** In the environment: separated by commas. */
    public List<String> list(String key) {
        known.add(key);
        return variables
                .of(key)
                .map(text -> List.of(text.split("\\s*,\\s*")))
                .or(() -> tree.list(key))
                .orElse(List.of());
    }

    /** The entries of a list, which may say more than one thing each; not in the environment. */
    public List<SettingsItem> items(String key) {
        known.add(key);
        tree.sections(key).forEach(each -> known.add(key + "." + each));
        return tree.items(key);
    }

    /**
     * Of a list of sections the numbers of its entries: keys stand below {@code key.1} and so on.
     */
    public List<String> entries(String key) {
        known.add(key);
        return tree.entries(key);
    }

    /** A mistake in one entry of a list. */
    public void mistake(String key, SettingsItem item, String what) {
        mistakes.add(tree.where(item.line()) + key + " " + what);
    }

    /** The keys directly below a section, in file order. */
    public List<String> sections(String key) {
        sections.add(first(key));
        free.add(key);
        var isList = key.equals(first(key)) && tree.isSection(key) && !tree.hasKeys(key);
        if (isList || tree.scalar(key).isPresent()) {
            known.add(key);
            mistake(key, "must be a section, with keys below it");
        }
        return tree.sections(key);
    }

    /** Whether keys stand below this one; a variable of the environment makes it a single value. */
    public boolean isSection(String key) {
        return variables.of(key).isEmpty() && tree.isSection(key);
    }

    /** Those of a file that this one names. */
    public void mistakes(SettingsException ofAnother) {
        ofAnother.mistakes().forEach(mistakes::add);
    }

    public void mistake(String key, String what) {
        var told = variables.where(key).orElseGet(() -> tree.where(key)) + key + " " + what;
        if (!mistakes.contains(told)) {
            mistakes.add(told);
        }
    }

    /** All keys that were asked for, present or not. */
    public SortedSet<String> known() {
        return Collections.unmodifiableSortedSet(known);
    }

    /**
     * Throws when anything was wrong.
     *
     * @throws SettingsException naming every mistake, unknown keys and variables included
     */
    public void rejectIfMistaken() {
        var names = new TreeSet<>(known);
        names.addAll(free);
        var nearest = new Nearest(names);
        for (var section : unknownSections()) {
            mistakes.add(unknown(section, new Nearest(sections)));
        }
        for (var key : tree.values()) {
            if (!known.contains(key) && sections.contains(first(key))) {
                mistakes.add(unknown(key, nearest));
            }
        }
        mistakes.addAll(variables.unknown(known));
        if (!mistakes.isEmpty()) {
            throw new SettingsException(tree.inFileOrder(mistakes));
        }
    }

    /** Of a section that there is none of every key is unknown: it is told once, by its name. */
    private Set<String> unknownSections() {
        known.forEach(key -> sections.add(first(key)));
        return tree.values().stream()
                .map(SettingsFile::first)
                .filter(each -> !sections.contains(each))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String first(String key) {
        return key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    }

    private String unknown(String key, Nearest nearest) {
        return tree.where(key) + "unknown key " + Excerpt.of(key, SHOWN) + nearest.remedy(key);
    }

    private <T> T read(String key, T fallback, Function<String, T> parse, String expected) {
        return read(key, fallback, parse, expected, _ -> Optional.empty());
    }

    /**
     * A value.
     *
     * @param meant how a value that is none is written right, where that can be told
     */
    private <T> T read(
            String key,
            T fallback,
            Function<String, T> parse,
            String expected,
            Function<String, Optional<String>> meant) {
        var text = raw(key);
        if (text == null) {
            return fallback;
        }
        try {
            return parse.apply(text);
        } catch (RuntimeException _) {
            var remedy =
                    meant.apply(text)
                            .filter(right -> isRight(right, parse))
                            .map(right -> "; write " + right)
                            .orElse("");
            mistake(
                    key,
                    "must be " + expected + ", not '" + Excerpt.of(text, SHOWN) + "'" + remedy);
            return fallback;
        }
    }

    private static boolean isRight(String text, Function<String, ?> parse) {
        try {
            return parse.apply(text) != null;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private @Nullable String raw(String key) {
        known.add(key);
        var override = variables.of(key);
        if (override.isPresent()) {
            return override.get();
        }
        if (tree.isSection(key)) {
            mistake(key, "must be a single value, not a list or a section");
            return null;
        }
        return tree.scalar(key).orElse(null);
    }
}
