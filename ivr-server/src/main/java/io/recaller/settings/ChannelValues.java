package io.recaller.settings;

import io.recaller.settings.file.SettingsFile;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Reads what doors of several kinds have. */
final class ChannelValues {
    private static final int SHORTEST_TOKEN = 16;

    private final SettingsFile file;

    ChannelValues(SettingsFile file) {
        this.file = file;
    }

    /** A secret without which there is no door. */
    Secret token(String key) {
        var token = file.secret(key);
        if (token.isEmpty()) {
            file.mistake(key, "is missing; name the file that holds it in " + key + "-file");
        }
        return new Secret(token.orElse("none"));
    }

    /** A secret of our own making that others show us; empty: there is none. */
    Optional<String> shown(String key) {
        var token = file.secret(key);
        if (token.filter(each -> each.length() < SHORTEST_TOKEN).isPresent()) {
            file.mistake(
                    key,
                    "is shorter than "
                            + SHORTEST_TOKEN
                            + " letters; make one with 'openssl rand -hex 24'");
        }
        return token;
    }

    /** Where somebody's API is. */
    URI api(String key, String usual) {
        return file.value(
                key,
                URI.create(usual),
                text -> {
                    if (!isOrigin(text)) {
                        throw new IllegalArgumentException(text);
                    }
                    return URI.create(text);
                },
                "the beginning of an address such as " + usual);
    }

    /** An address that others reach; empty: none is told. */
    Optional<URI> address(String key, String example) {
        return file.value(
                key,
                Optional.<URI>empty(),
                text -> Optional.of(plain(text)),
                "an address such as " + example);
    }

    private static URI plain(String text) {
        var uri = URI.create(text.strip());
        if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }

    /** Scheme, host and port, as browsers send it. */
    private static boolean isOrigin(String text) {
        try {
            var uri = URI.create(text);
            return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
