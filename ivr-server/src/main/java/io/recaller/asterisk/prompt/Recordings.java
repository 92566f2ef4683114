package io.recaller.asterisk.prompt;

import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.text.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Prompts that a person spoke; they win over synthesised ones. Two ways to give one, both as 16-bit
 * WAV of any rate:
 *
 * <ul>
 *   <li>{@code recordings.yaml} in the folder, a list of {@code {language, words, file}}, the words
 *       exactly as the flow has them, the file relative to the folder;
 *   <li>a file {@code LANGUAGE/ADDRESS.wav}, the address being {@link Prompt#address()}.
 * </ul>
 */
public final class Recordings {
    private static final String MANIFEST = "recordings.yaml";

    /** As {@link Prompt#address()} makes them. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{32}\\.wav");

    private final @Nullable Path folder;
    private final Map<Prompt, Path> listed;

    private Recordings(@Nullable Path folder, Map<Prompt, Path> listed) {
        this.folder = folder;
        this.listed = Map.copyOf(listed);
    }

    public static Recordings none() {
        return new Recordings(null, Map.of());
    }

    /**
     * Reads the manifest, if there is one.
     *
     * @throws IllegalArgumentException naming the file, the entry and the remedy
     */
    public static Recordings in(Path folder) {
        var manifest = folder.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            return new Recordings(folder, Map.of());
        }
        try {
            var settings = LoadSettings.builder().setLabel(manifest.toString()).build();
            var entries = new Load(settings).loadFromString(Files.readString(manifest));
            return new Recordings(folder, listed(manifest, entries));
        } catch (IOException e) {
            throw new IllegalArgumentException(manifest + ": cannot be read: " + e.getMessage(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(manifest + ": not YAML: " + e.getMessage(), e);
        }
    }

    /** The file somebody recorded for the prompt, when there is one. */
    Optional<Path> of(Prompt spoken) {
        var prompt = spoken.begun();
        var file = listed.get(prompt);
        if (file != null || folder == null) {
            return Optional.ofNullable(file);
        }
        var byAddress = folder.resolve(prompt.language().tag(), prompt.address() + ".wav");
        return Optional.of(byAddress).filter(Files::exists);
    }

    /**
     * The recordings that nobody will ever hear, for none of these prompts is theirs: each with
     * what may have been meant.
     */
    public List<String> unused(Set<Prompt> spoken) {
        var wanted = spoken.stream().map(Prompt::begun).collect(Collectors.toSet());
        var unused = new ArrayList<String>();
        listed.forEach((prompt, file) -> {
            if (!wanted.contains(prompt)) {
                unused.add(
                        MANIFEST
                                + ": the recording "
                                + file.getFileName()
                                + " matches nothing: no flow says '"
                                + prompt.words()
                                + "' in "
                                + prompt.language()
                                + remedy(prompt, wanted));
            }
        });
        byAddress()
                .filter(file -> wanted.stream().noneMatch(prompt -> isOf(file, prompt)))
                .forEach(file ->
                        unused.add(
                                "the recording "
                                        + file
                                        + " matches nothing: no flow has such a prompt; name it in "
                                        + MANIFEST
                                        + " by its words, or delete it"));
        Collections.sort(unused);
        return List.copyOf(unused);
    }

    private static String remedy(Prompt prompt, Set<Prompt> wanted) {
        var spoken =
                wanted.stream()
                        .filter(each -> each.language().equals(prompt.language()))
                        .map(Prompt::words)
                        .toList();
        return Nearest.to(prompt.words(), spoken)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; write the words exactly as the flow has them");
    }

    private static boolean isOf(Path file, Prompt prompt) {
        return file.endsWith(Path.of(prompt.language().tag(), prompt.address() + ".wav"));
    }

    /** Files that are named by an address, not in the manifest. */
    private Stream<Path> byAddress() {
        var root = folder;
        if (root == null || !Files.isDirectory(root)) {
            return Stream.empty();
        }
        try (var files = Files.find(root, 2, (file, _) -> ADDRESS.matcher(name(file)).matches())) {
            return files
                    .filter(file -> !listed.containsValue(file))
                    .filter(file -> !root.equals(file.getParent()))
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(root + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Map<Prompt, Path> listed(Path manifest, @Nullable Object entries) {
        if (!(entries instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    manifest + ": must be a list of {language, words, file}");
        }
        var found = new HashMap<Prompt, Path>();
        for (var i = 0; i < list.size(); i++) {
            var where = manifest + ": entry " + (i + 1);
            if (!(list.get(i) instanceof Map<?, ?> entry)) {
                throw new IllegalArgumentException(where + ": must be {language, words, file}");
            }
            var file = manifest.resolveSibling(text(where, entry, "file"));
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(
                        where + ": file: " + file + " is not there; record it or delete the entry");
            }
            var language = language(where, text(where, entry, "language"));
            found.put(new Prompt(language, text(where, entry, "words")).begun(), file);
        }
        return found;
    }

    private static Language language(String where, String tag) {
        return Language.of(tag)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                where + ": language: '" + tag + "' is none; write it as en or ru"));
    }

    private static String text(String where, Map<?, ?> entry, String key) {
        if (entry.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(where + ": " + key + ": a text is needed");
    }
}
