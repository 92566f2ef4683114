package io.recaller.backtest.log;

import io.recaller.contact.Channel;
import java.util.Arrays;
import java.util.HashMap;
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
                            """
                            call, voice, voip, telephone, phone call, inbound call, hotline,
                            telefone, teléfono, telefono, téléphone, telefon, chamada, ligação,
                            llamada, chiamata, appel, anruf, arama,
                            телефон, звонок, тел, входящий звонок, телефонный звонок, входящий,
                            вызов, голос, колл-центр, горячая линия, дзвінок,
                            қоңырау, телефон қоңырауы, кіріс қоңырау, телефон арқылы, дауыс
                            """,
                            Channel.EMAIL,
                            """
                            mail, e-mail, correo, courriel, e-posta,
                            почта, электронная почта, эл почта, эл. почта, электронное письмо,
                            письмо, имейл, емейл, пошта, електронна пошта,
                            электрондық пошта, эл пошта, эл. пошта, хат, электрондық хат
                            """,
                            Channel.SMS,
                            "text, text message, смс, sms-сообщение, смс-сообщение, смс-хабарлама",
                            Channel.CHAT,
                            """
                            webchat, web chat, live chat, sohbet,
                            чат, онлайн-чат, онлайн чат, чат на сайте, веб-чат, сайттағы чат
                            """,
                            Channel.MESSENGER,
                            """
                            telegram, whatsapp, viber, messenger, facebook messenger,
                            мессенджер, телеграм, телеграмм, вотсап, ватсап, вайбер,
                            сообщение в мессенджере, месенджер
                            """,
                            Channel.WEB,
                            """
                            website, online, portal, site, sitio, web site, app, mobile app,
                            сайт, веб, веб-сайт, портал, личный кабинет, приложение,
                            мобильное приложение, интернет, веб-сайт арқылы, жеке кабинет, қосымша
                            """,
                            Channel.SHOP,
                            """
                            store, loja, tienda, magasin, negozio, filiale, laden, mağaza,
                            branch, office, walk-in,
                            магазин, офис, салон, отделение, визит, личный визит, филиал,
                            дүкен, кеңсе, бөлімше, келу
                            """));

    private static final Map<String, Channel> NAMES =
            Arrays.stream(Channel.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    channel -> channel.name().toLowerCase(Locale.ROOT),
                                    channel -> channel));

    private static Map<String, Channel> words(Map<Channel, String> lists) {
        var words = new HashMap<String, Channel>();
        lists.forEach((channel, list) -> {
            for (var word : list.split(",", -1)) {
                words.put(word.strip().replaceAll("\\s+", " "), channel);
            }
        });
        return Map.copyOf(words);
    }

    /** Of however it was typed: capitals, hard and double spaces, a full stop for what is left. */
    private static String plain(String written) {
        return written.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}_]+", " ")
                .replaceAll("[.:;]+$", "")
                .strip();
    }

    private final Map<String, Integer> strange = new HashMap<>();

    Channel of(String written) {
        var word = plain(written);
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
