package io.recaller.backtest.log;

import io.recaller.contact.Channel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The words logs have for channels, in ten languages; one nobody knows counts as the telephone. One
 * thread.
 */
final class ChannelNames {
    private static final Map<String, Channel> OTHER_NAMES =
            words(
                    Map.of(
                            Channel.PHONE,
                            List.of(
                                    "call",
                                    "voice",
                                    "telephone",
                                    "telefone",
                                    "teléfono",
                                    "telefono",
                                    "téléphone",
                                    "telefon",
                                    "телефон",
                                    "звонок",
                                    "дзвінок",
                                    "қоңырау",
                                    "chamada",
                                    "ligação",
                                    "llamada",
                                    "chiamata",
                                    "appel",
                                    "anruf",
                                    "arama"),
                            Channel.EMAIL,
                            List.of(
                                    "mail",
                                    "e-mail",
                                    "correo",
                                    "courriel",
                                    "e-posta",
                                    "почта",
                                    "пошта"),
                            Channel.SMS,
                            List.of("text", "смс"),
                            Channel.CHAT,
                            List.of("webchat", "чат", "sohbet"),
                            Channel.WEB,
                            List.of("website", "online", "portal", "site", "сайт", "sitio"),
                            Channel.SHOP,
                            List.of(
                                    "store", "loja", "tienda", "magasin", "negozio", "filiale",
                                    "laden", "mağaza", "магазин", "дүкен")));

    private static final Map<String, Channel> NAMES =
            Arrays.stream(Channel.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    channel -> channel.name().toLowerCase(Locale.ROOT),
                                    channel -> channel));

    private static Map<String, Channel> words(Map<Channel, List<String>> lists) {
        var words = new HashMap<String, Channel>();
        lists.forEach((channel, list) -> list.forEach(word -> words.put(word, channel)));
        return Map.copyOf(words);
    }

    private final Map<String, Integer> strange = new HashMap<>();

    Channel of(String written) {
        var word = written.toLowerCase(Locale.ROOT);
        var known = NAMES.getOrDefault(word, OTHER_NAMES.get(word));
        if (known == null) {
            strange.merge(written, 1, Integer::sum);
        }
        return known == null ? Channel.PHONE : known;
    }

    /** Words nobody knows, with how often. */
    Map<String, Integer> strange() {
        return Map.copyOf(strange);
    }
}
