package io.recaller.settings;

import io.recaller.gateway.sms.SmsPlan;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import io.recaller.tls.Authorities;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Reads a gateway for short messages. */
final class SmsReader {
    private static final int USUAL_SEGMENTS = 2;
    private static final int FASTEST = 1000;
    private static final int MOST_SEGMENTS = 10;
    private static final int SHORTEST_TOKEN = 16;

    private final SettingsFile file;

    SmsReader(SettingsFile file) {
        this.file = file;
    }

    SmsPlan plan(String name, String key, Optional<Language> language) {
        var provider =
                file.requiredChoice(key + ".provider", Word.class)
                        .map(word -> word.provider)
                        .orElse(SmsPlan.Provider.SMPP);
        var url = url(key + ".url", provider);
        return new SmsPlan(
                name,
                provider,
                url,
                provider == SmsPlan.Provider.INFOBIP
                        ? file.text(key + ".user", "")
                        : file.required(key + ".user", "AC0123456789abcdef"),
                secret(key + ".password").orElse("none"),
                file.required(key + ".from", "'+77272000000'"),
                address(key + ".address", provider),
                token(key + ".token", provider),
                file.between(key + ".segments", USUAL_SEGMENTS, 1, MOST_SEGMENTS),
                Optional.of(file.between(key + ".per-second", 0, 0, FASTEST))
                        .filter(each -> each > 0),
                authorities(key + ".ca-file", url),
                language.orElse(new Language("en")));
    }

    /** Of a provider; the lower case name is what settings say. */
    private enum Word {
        TWILIO(SmsPlan.Provider.TWILIO),
        INFOBIP(SmsPlan.Provider.INFOBIP),
        KANNEL(SmsPlan.Provider.KANNEL),
        SMPP(SmsPlan.Provider.SMPP);

        private final SmsPlan.Provider provider;

        Word(SmsPlan.Provider provider) {
            this.provider = provider;
        }
    }

    private Authorities authorities(String key, URI url) {
        if (!file.text(key, "").isBlank() && !Set.of("smpps", "https").contains(url.getScheme())) {
            file.mistake(
                    key,
                    "is for a centre at smpps://HOST, or a provider at https://HOST; set url to it,"
                            + " or leave it out");
            return Authorities.ofJava();
        }
        return AuthoritiesReader.read(file, key);
    }

    private Optional<String> secret(String key) {
        var secret = file.secret(key);
        if (secret.isEmpty()) {
            file.mistake(key, "is missing; name the file that holds it in " + key + "-file");
        }
        return secret;
    }

    private URI url(String key, SmsPlan.Provider provider) {
        var example =
                switch (provider) {
                    case TWILIO -> "https://api.twilio.com";
                    case INFOBIP -> "https://abc123.api.infobip.com";
                    case KANNEL -> "http://127.0.0.1:13013/cgi-bin/sendsms";
                    case SMPP -> "smpp://smsc.example:2775";
                };
        var schemes =
                provider == SmsPlan.Provider.SMPP
                        ? Set.of("smpp", "smpps")
                        : Set.of("http", "https");
        if (provider != SmsPlan.Provider.TWILIO && file.text(key, "").isEmpty()) {
            file.mistake(key, "is missing; set it, for example " + example);
        }
        return file.value(
                key,
                URI.create(example),
                text -> address(text, schemes),
                "an address such as " + example);
    }

    /** Twilio signs the address that it calls, so we must know it. */
    private Optional<URI> address(String key, SmsPlan.Provider provider) {
        var address =
                file.value(
                        key,
                        Optional.<URI>empty(),
                        text -> Optional.of(address(text, Set.of("http", "https"))),
                        "an address such as https://ivr.example");
        if (provider == SmsPlan.Provider.TWILIO && address.isEmpty()) {
            file.mistake(
                    key,
                    "is missing; set it to where Twilio reaches http.port, for example"
                            + " https://ivr.example");
        }
        return address;
    }

    private static URI address(String text, Set<String> schemes) {
        var uri = URI.create(text.strip());
        if (!schemes.contains(String.valueOf(uri.getScheme()))
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(text);
        }
        return uri;
    }

    private Optional<String> token(String key, SmsPlan.Provider provider) {
        return switch (provider) {
            case TWILIO, SMPP -> Optional.empty();
            case INFOBIP, KANNEL -> {
                var token = secret(key);
                if (token.filter(each -> each.length() < SHORTEST_TOKEN).isPresent()) {
                    file.mistake(
                            key,
                            "is shorter than "
                                    + SHORTEST_TOKEN
                                    + " letters; make one with 'openssl rand -hex 24'");
                }
                yield token;
            }
        };
    }
}
