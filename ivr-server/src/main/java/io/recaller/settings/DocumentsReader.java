package io.recaller.settings;

import io.recaller.continuation.PageDocument;
import io.recaller.settings.file.LanguageTag;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what agents may show on pages beside calls. */
final class DocumentsReader {
    private static final String DOCUMENTS = "companion.documents";
    private static final String EXAMPLE = "https://example.com/tariffs.pdf";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int LONGEST_URL = 500;

    private final SettingsFile file;

    DocumentsReader(SettingsFile file) {
        this.file = file;
    }

    List<PageDocument> read() {
        return file.sections(DOCUMENTS).stream().map(this::document).toList();
    }

    private PageDocument document(String name) {
        var key = DOCUMENTS + "." + name;
        if (!NAME.matcher(name).matches()) {
            file.mistake(key, "must be named by lower case letters, digits and hyphens");
        }
        if (!file.isSection(key)) {
            return new PageDocument(name, Map.of(), url(key));
        }
        return new PageDocument(name, labels(key + ".label"), url(key + ".url"));
    }

    /** What customers' browsers open: nothing that is in clear on its way, and no script. */
    private String url(String key) {
        var text = file.required(key, EXAMPLE);
        try {
            var uri = URI.create(text);
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && text.length() <= LONGEST_URL) {
                return text;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        file.mistake(
                key,
                "must be an address over https, of at most "
                        + LONGEST_URL
                        + " characters, such as "
                        + EXAMPLE);
        return text;
    }

    /** One text for every language, or a text by language. */
    private Map<Language, String> labels(String key) {
        var labels = new HashMap<Language, String>();
        if (!file.isSection(key)) {
            var text = file.text(key, "");
            if (!text.isBlank()) {
                labels.put(new Language("en"), text);
            }
            return labels;
        }
        for (var tag : file.sections(key)) {
            var text = file.text(key + "." + tag, "");
            file.valid(key + "." + tag, () -> LanguageTag.read(key + "." + tag, tag))
                    .filter(_ -> !text.isBlank())
                    .ifPresent(language -> labels.put(language, text));
        }
        return labels;
    }
}
