package io.recaller.settings;

import io.recaller.desk.card.Labelled;
import io.recaller.desk.card.Words;
import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsException;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import io.recaller.text.Excerpt;
import io.recaller.text.Nearest;
import io.recaller.text.TextFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads texts that agents send often from a file of their own: below each name one text a language,
 * with fields in braces.
 */
final class CannedTextsReader {
    private static final String TEXTS = "texts";

    /** What every card may have. */
    private static final List<String> OWN_FIELDS = List.of("agent", "name", "request", "topic");

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern FIELD = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");

    /** Every page of an agent is told all of them. */
    private static final int MOST = 300;

    private static final int LONGEST = 4000;

    private final TreeSet<String> fields = new TreeSet<>(OWN_FIELDS);
    private final SettingsFile texts;

    /**
     * For one file.
     *
     * @param known keys of the fields that the settings name
     * @throws TextFile.UnreadableException when it is not there, not readable or not UTF-8
     */
    CannedTextsReader(Path file, List<String> known) {
        fields.addAll(known);
        texts =
                new SettingsFile(
                        file.toString(),
                        file.toAbsolutePath().resolveSibling("."),
                        TextFile.read(file),
                        Map.of());
    }

    /**
     * All of them, in file order.
     *
     * @throws SettingsException naming every mistake with file and line
     */
    List<Labelled> texts() {
        var names = texts.sections(TEXTS);
        if (names.isEmpty()) {
            texts.mistake(TEXTS, "is missing; write texts: {greeting: {en: Good day!}}");
        }
        if (names.size() > MOST) {
            texts.mistake(
                    TEXTS + "." + names.get(MOST),
                    "is one more than " + MOST + " texts; leave some out");
        }
        var read = names.stream().flatMap(name -> text(name).stream()).toList();
        texts.rejectIfMistaken();
        return read;
    }

    private Optional<Labelled> text(String name) {
        var at = TEXTS + "." + name;
        if (!NAME.matcher(name).matches()) {
            texts.mistake(
                    at,
                    "is no name of a text; write a small letter, then up to 39 of a-z, 0-9 and -");
            texts.sections(at).forEach(tag -> texts.text(at + "." + tag, ""));
            return Optional.empty();
        }
        var words = new HashMap<Language, String>();
        for (var tag : texts.sections(at)) {
            var key = at + "." + tag;
            var text = texts.text(key, "").strip();
            check(key, text);
            texts.valid(key, () -> LanguageTag.read(key, tag))
                    .ifPresent(language -> words.put(language, text));
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Labelled(name, new Words(words)));
    }

    private void check(String key, String text) {
        if (text.isEmpty()) {
            texts.mistake(key, "is empty; write the text, or leave the language out");
        }
        if (text.length() > LONGEST) {
            texts.mistake(key, "is longer than the " + LONGEST + " characters of one message");
        }
        FIELD.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(field -> !fields.contains(field))
                .distinct()
                .forEach(field -> texts.mistake(key, unknown(field)));
    }

    private String unknown(String field) {
        return "has the field {"
                + Excerpt.of(field, 40)
                + "}, which no card has"
                + Nearest.to(field, fields).map(each -> "; did you mean {" + each + "}?").orElse("")
                + "; there are "
                + String.join(", ", fields);
    }
}
