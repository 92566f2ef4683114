package io.recaller.settings;

import io.recaller.channel.ApprovedText;
import io.recaller.gateway.meta.MetaPlan;
import io.recaller.gateway.meta.MetaPlan.MessageTemplate;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Language;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a door at Meta. */
final class MetaReader {
    /** The name of the one that stands alone. */
    private static final String ONE = "template";

    private static final int SHORTEST_TOKEN = 16;
    private static final String USUAL_VERSION = "v25.0";
    private static final Pattern VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]{1,2}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{1,30}");

    private final SettingsFile file;
    private final String key;
    private final Service service;

    /**
     * Of one channel.
     *
     * @param key its section
     */
    MetaReader(SettingsFile file, String key, Service service) {
        this.file = file;
        this.key = key;
        this.service = service;
    }

    /**
     * The door.
     *
     * @param api where the Graph API is
     * @param address where Meta reaches us
     */
    MetaPlan plan(String name, URI api, Optional<URI> address, Optional<Language> language) {
        if (address.isPresent() && service != Service.INSTAGRAM) {
            file.mistake(
                    key + ".address",
                    "is for instagram only, which fetches files from there; remove it");
        }
        return new MetaPlan(
                name,
                service,
                account(),
                secret("token"),
                secret("secret"),
                verifyToken(),
                api,
                version(),
                templates(),
                humanAgent(),
                language.orElse(new Language("en")),
                address);
    }

    private boolean humanAgent() {
        var may = file.flag(key + ".human-agent", false);
        if (may && service == Service.WHATSAPP) {
            file.mistake(
                    key + ".human-agent",
                    "is for messenger and instagram only; remove it, and see template");
        }
        return may;
    }

    /** Where the Graph API usually is. */
    static String usualApi(Service service) {
        return service == Service.INSTAGRAM
                ? "https://graph.instagram.com"
                : "https://graph.facebook.com";
    }

    private String account() {
        var whose = key + ".account";
        if (file.text(whose, "").isBlank()) {
            file.mistake(whose, "is missing; set it to " + meant());
        }
        return matching(whose, "", ACCOUNT, "a number in quotes: " + meant());
    }

    private String meant() {
        return switch (service) {
            case WHATSAPP -> "the phone number ID that API Setup shows, such as '106540352242922'";
            case MESSENGER -> "the page's ID, such as '102034567890123'";
            case INSTAGRAM -> "the Instagram account's ID, such as '17841400000000000'";
        };
    }

    private String version() {
        return matching(
                key + ".api-version",
                USUAL_VERSION,
                VERSION,
                "a version of the Graph API such as " + USUAL_VERSION);
    }

    private String matching(String what, String usual, Pattern pattern, String meant) {
        return file.value(
                what,
                usual,
                text -> {
                    if (!pattern.matcher(text).matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                },
                meant);
    }

    private String secret(String what) {
        var secret = file.secret(key + "." + what);
        if (secret.isEmpty()) {
            file.mistake(
                    key + "." + what,
                    "is missing; name the file that holds it in " + key + "." + what + "-file");
        }
        return secret.orElse("none");
    }

    private String verifyToken() {
        var token = secret("verify-token");
        if (token.length() < SHORTEST_TOKEN && !token.equals("none")) {
            file.mistake(
                    key + ".verify-token",
                    "is shorter than "
                            + SHORTEST_TOKEN
                            + " letters; make one with 'openssl rand -hex 24'");
        }
        return token;
    }

    /** That of {@code template}, and each of {@code templates}. */
    private List<MessageTemplate> templates() {
        var one = key + ".template";
        var all = new ArrayList<MessageTemplate>();
        if (Stream.of("name", "language", "text")
                .anyMatch(what -> !file.text(one + "." + what, "").isEmpty())) {
            all.add(template(ONE, one));
        }
        for (var id : file.sections(key + ".templates")) {
            var at = key + ".templates." + id;
            if (!ApprovedText.isId(id) || id.equals(ONE)) {
                file.mistake(
                        at,
                        "is no name for a template; take a small letter, then up to 30 of a-z, 0-9"
                                + " and -, and not "
                                + ONE);
            }
            all.add(template(id, at));
        }
        if (service != Service.WHATSAPP && !all.isEmpty()) {
            file.mistake(one, "is for whatsapp only; remove it");
        }
        return all;
    }

    private MessageTemplate template(String id, String section) {
        var name = file.text(section + ".name", "");
        var language = file.text(section + ".language", "");
        var text = file.text(section + ".text", "");
        needed(section + ".name", name, "its name in WhatsApp Manager, such as we_answer");
        needed(section + ".language", language, "the language it was approved in, such as ru");
        needed(section + ".text", text, "what it says: agents see that before they send it");
        if (text.length() > ApprovedText.LONGEST) {
            file.mistake(
                    section + ".text",
                    "is longer than the "
                            + ApprovedText.LONGEST
                            + " characters that WhatsApp lets a template have; shorten it");
        }
        return new MessageTemplate(id, name, language, text);
    }

    private void needed(String what, String value, String meant) {
        if (value.isBlank()) {
            file.mistake(what, "is missing; set it to " + meant);
        }
    }
}
