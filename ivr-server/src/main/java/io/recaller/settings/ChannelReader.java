package io.recaller.settings;

import io.recaller.channel.GatewayPlan;
import io.recaller.contact.Channel;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.speech.Language;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads where people write to us. */
final class ChannelReader {
    private static final String SECTION = "channels";

    private final SettingsFile file;

    ChannelReader(SettingsFile file) {
        this.file = file;
    }

    List<Writing> channels() {
        return file.sections(SECTION).stream().flatMap(name -> channel(name).stream()).toList();
    }

    private Optional<Writing> channel(String name) {
        var key = SECTION + "." + name;
        var flow = file.required(key + ".flow", "telecom");
        var tag = file.text(key + ".language", "");
        Optional<Language> language =
                tag.isEmpty()
                        ? Optional.empty()
                        : file.valid(key + ".language", () -> new Language(tag));
        return file.<Supplier<Optional<Kind>>>value(
                        key + ".kind",
                        Optional::empty,
                        kind -> {
                            if (!kind.equals("web")) {
                                throw new IllegalArgumentException(kind);
                            }
                            return () -> Optional.of(new Kind.Web(origins(key + ".origins")));
                        },
                        "web")
                .get()
                .flatMap(kind ->
                        file.valid(key, () -> new GatewayPlan(name, Channel.CHAT, false))
                                .map(plan -> new Writing(plan, flow, language, kind)));
    }

    private Set<String> origins(String key) {
        var origins = new HashSet<String>();
        for (var origin : file.list(key)) {
            if (isOrigin(origin)) {
                origins.add(origin);
            } else {
                file.mistake(
                        key,
                        "must list the beginnings of pages' addresses such as"
                                + " [https://shop.example], not "
                                + origin);
            }
        }
        return origins;
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
