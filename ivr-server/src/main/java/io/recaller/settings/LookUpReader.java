package io.recaller.settings;

import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.settings.file.SettingsFile;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which other systems may be asked, and how. */
final class LookUpReader {
    private final SettingsFile file;

    LookUpReader(SettingsFile file) {
        this.file = file;
    }

    Map<String, HttpLookUps.Source> lookUps() {
        var sources = new HashMap<String, HttpLookUps.Source>();
        for (var name : file.sections("look-ups")) {
            lookUp("look-ups." + name).ifPresent(source -> sources.put(name, source));
        }
        return sources;
    }

    private Optional<HttpLookUps.Source> lookUp(String at) {
        var results = new HashMap<String, String>();
        for (var name : file.sections(at + ".results")) {
            results.put(name, pointer(at + ".results." + name));
        }
        var url = url(at + ".url");
        var post = file.choice(at + ".method", Method.class, Method.GET) == Method.POST;
        var timeout = file.duration(at + ".timeout", Duration.ofSeconds(2));
        var bearer = file.secret(at + ".bearer");
        return file.valid(
                at + ".results", () -> new HttpLookUps.Source(url, post, timeout, bearer, results));
    }

    /** Where in the answer it is, as JSON Pointer (RFC 6901) has it. */
    private String pointer(String key) {
        var written = file.text(key, "");
        if (!written.isEmpty() && !written.startsWith("/")) {
            file.mistake(
                    key,
                    "is no JSON Pointer: where in the answer the value is, from its root; write /"
                            + written.replace('.', '/'));
            return "";
        }
        return written;
    }

    private enum Method {
        GET,
        POST
    }

    private URI url(String key) {
        var example = URI.create("http://127.0.0.1:9000/status");
        return file.required(key, example.toString()).isEmpty()
                ? example
                : file.value(key, example, LookUpReader::web, "a URL such as " + example);
    }

    private static URI web(String text) {
        var url = URI.create(text);
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException("no web address");
        }
        return url;
    }
}
