package io.recaller.settings;

import io.recaller.continuation.CompanionRules;
import io.recaller.settings.Settings.Kind;
import io.recaller.settings.Settings.Writing;
import io.recaller.settings.file.SettingsFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads who gets a page beside the call; nobody, where its public address is not given. */
final class CompanionReader {
    private static final String URL = "companion.url";
    private static final String CHANNELS = "companion.channels";
    private static final String CHAT = "companion.chat";
    private static final String PREFIXES = "companion.prefixes";
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final int LONGEST_URL = 50;
    private static final int A_DAY = 3;

    private final SettingsFile file;
    private final List<Writing> channels;

    CompanionReader(SettingsFile file, List<Writing> channels) {
        this.file = file;
        this.channels = channels;
    }

    Optional<CompanionRules> read() {
        var url = file.text(URL, "").strip();
        var gateways = file.list(CHANNELS);
        var chat = file.text(CHAT, "");
        var prefixes = file.list(PREFIXES);
        var aDay = file.between("companion.a-day", A_DAY, 1, 20);
        var call = file.text("companion.call", "").strip();
        var documents = new DocumentsReader(file).read();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        gateways.forEach(name ->
                known(
                        CHANNELS,
                        name,
                        kind -> !(kind instanceof Kind.Web || kind instanceof Kind.Form),
                        "a channel of kind sms, mail or a messenger"));
        if (!chat.isEmpty()) {
            known(CHAT, chat, Kind.Web.class::isInstance, "a channel of kind web");
        }
        if (gateways.isEmpty()) {
            file.mistake(
                    CHANNELS,
                    "is missing; name the channels that send links, such as [telegram, sms]");
        }
        if (prefixes.isEmpty() || !prefixes.stream().allMatch(PREFIX.asMatchPredicate())) {
            file.mistake(
                    PREFIXES,
                    "must list the beginnings of the numbers that links are sent to, such as"
                            + " ['+7']: each message is at your cost");
        }
        return page(url)
                .map(page ->
                        new CompanionRules(
                                page,
                                gateways,
                                Optional.of(chat).filter(name -> !name.isEmpty()),
                                prefixes,
                                aDay,
                                Optional.of(call).filter(number -> !number.isEmpty()),
                                documents));
    }

    private void known(String key, String name, Predicate<Kind> kind, String wanted) {
        if (channels.stream()
                .noneMatch(each -> each.gateway().name().equals(name) && kind.test(each.kind()))) {
            file.mistake(key, "must name " + wanted + ", not " + name);
        }
    }

    /** Where browsers find this server's {@code /c}. */
    private Optional<URI> page(String text) {
        try {
            var uri = URI.create(text);
            var isLocal = List.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()));
            if (("https".equals(uri.getScheme()) || (isLocal && "http".equals(uri.getScheme())))
                    && uri.getHost() != null
                    && "/c".equals(uri.getPath())
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && text.length() <= LONGEST_URL) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException malformed) {
            // Told below.
        }
        file.mistake(
                URL,
                "must be the public address of this server's /c over https, of at most "
                        + LONGEST_URL
                        + " characters, such as https://ivr.example/c");
        return Optional.empty();
    }
}
