package io.recaller.settings;

import io.recaller.api.ApiKey;
import io.recaller.api.Scope;
import io.recaller.settings.file.SettingsFile;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads who may use the API, and for what. */
final class ApiKeyReader {
    private static final String HOW =
            "must be the key's SHA-256; make it with: printf %s \"$KEY\" | sha256sum";

    private final SettingsFile file;

    ApiKeyReader(SettingsFile file) {
        this.file = file;
    }

    Map<String, ApiKey> keys() {
        var keys = new HashMap<String, ApiKey>();
        for (var name : file.sections("api.keys")) {
            keys.put(name, key("api.keys." + name));
        }
        return keys;
    }

    private ApiKey key(String at) {
        var hash = file.text(at + ".sha256", "");
        var scopes = scopes(at + ".scopes");
        if (!file.isSection(at)) {
            return ApiKey.unlisted(hash(at, file.text(at, "")));
        }
        if (scopes.isEmpty()) {
            file.mistake(
                    at + ".scopes", "is missing; list what the key may do, of " + Scope.names());
        }
        return ApiKey.of(hash(at + ".sha256", hash), scopes);
    }

    private String hash(String key, String hash) {
        if (!hash.matches("[0-9a-f]{64}")) {
            file.mistake(key, HOW);
        }
        return hash;
    }

    private Set<Scope> scopes(String key) {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var slug : file.list(key)) {
            Scope.of(slug)
                    .ifPresentOrElse(
                            scopes::add,
                            () ->
                                    file.mistake(
                                            key,
                                            "has no scope '" + slug + "'; write " + Scope.names()));
        }
        return scopes;
    }
}
