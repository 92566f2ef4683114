package io.recaller.settings;

import io.recaller.agent.Login;
import io.recaller.agent.NotReadyReason;
import io.recaller.desk.card.DeskOptions;
import io.recaller.desk.card.Labelled;
import io.recaller.desk.card.RecordLink;
import io.recaller.desk.card.Words;
import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsException;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import io.recaller.text.TextFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what an operator decides about the agents' desk. */
final class DeskReader {
    private static final Path NO_FILE = Path.of("");

    private final SettingsFile file;

    DeskReader(SettingsFile file) {
        this.file = file;
    }

    DeskOptions options() {
        return new DeskOptions(labels(), breaks(), named("desk.proofs"), links())
                .saying(texts())
                .lookingEverywhere(searchers());
    }

    private Set<Login> searchers() {
        var key = "desk.search-everywhere";
        return file.list(key).stream()
                .flatMap(login -> file.valid(key, () -> new Login(login)).stream())
                .collect(Collectors.toSet());
    }

    private List<Labelled> texts() {
        var key = "desk.canned-texts";
        var path = file.path(key, NO_FILE);
        if (path.equals(NO_FILE)) {
            return List.of();
        }
        try {
            return new CannedTextsReader(path, file.sections("fields")).texts();
        } catch (TextFile.UnreadableException unreadable) {
            file.mistake(key, "cannot be used: " + unreadable.getMessage());
        } catch (SettingsException wrong) {
            file.mistakes(wrong);
        }
        return List.of();
    }

    private Map<String, Words> labels() {
        var labels = new HashMap<String, Words>();
        for (var field : file.sections("fields")) {
            var words = words("fields." + field + ".label");
            if (!words.in().isEmpty()) {
                labels.put(field, words);
            }
        }
        return labels;
    }

    private List<Labelled> breaks() {
        var breaks = named("desk.breaks");
        for (var each : breaks) {
            if (new NotReadyReason(each.slug()).isOurs()) {
                file.mistake(
                        "desk.breaks." + each.slug(),
                        "means something else already; name this kind of break differently");
            }
        }
        return breaks;
    }

    private List<Labelled> named(String key) {
        return file.sections(key).stream()
                .flatMap(slug ->
                        file
                                .valid(key + "." + slug, () -> new NotReadyReason(slug))
                                .map(_ -> new Labelled(slug, words(key + "." + slug)))
                                .stream())
                .toList();
    }

    private List<RecordLink> links() {
        return file.sections("desk.links").stream().flatMap(name -> link(name).stream()).toList();
    }

    private Optional<RecordLink> link(String name) {
        var key = "desk.links." + name;
        if (!file.isSection(key)) {
            var url = file.required(key, "https://crm.example/customers/{account}");
            return file.valid(key, () -> new RecordLink(Words.plain(name), url));
        }
        var url = file.required(key + ".url", "https://crm.example/customers/{account}");
        var label = words(key + ".label");
        var words = label.in().isEmpty() ? Words.plain(name) : label;
        return file.valid(key + ".url", () -> new RecordLink(words, url));
    }

    /** One text for every language, or a text by language; empty when there is none. */
    private Words words(String key) {
        if (!file.isSection(key)) {
            var text = file.text(key, "");
            return text.isBlank() ? new Words(Map.of()) : Words.plain(text);
        }
        var words = new HashMap<Language, String>();
        for (var tag : file.sections(key)) {
            var text = file.text(key + "." + tag, "");
            file.valid(key + "." + tag, () -> LanguageTag.read(key + "." + tag, tag))
                    .filter(_ -> !text.isBlank())
                    .ifPresent(language -> words.put(language, text));
        }
        return new Words(words);
    }
}
