package io.recaller.continuation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.recaller.conversation.LinkToken;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.net.URLEncoder;

/**
 * A channel that a link leads to.
 *
 * @param gateway its name in the settings
 * @param address what it is reached by there: a bot's name, or the digits of a number
 */
public record LinkPlace(String gateway, Messenger messenger, String address) {
    /** What stands in the message that whoever follows the link sends. */
    private static final OwnWords WORDS =
            OwnWords.of(
                    "I go on here:",
                    "Продолжаю здесь:",
                    "Осы жерде жалғастырамын:",
                    "Ich mache hier weiter:",
                    "Je continue ici :",
                    "Sigo aquí:",
                    "Continuo qui:",
                    "Continuo aqui:",
                    "Продовжую тут:",
                    "Buradan devam ediyorum:");

    /** Whose apps open it. */
    public enum Messenger {
        TELEGRAM("Telegram"),
        WHATSAPP("WhatsApp");

        private final String title;

        Messenger(String title) {
            this.title = title;
        }

        /** As people know it. */
        public String title() {
            return title;
        }
    }

    /** As core.telegram.org/bots/features and faq.whatsapp.com ("click to chat") have it. */
    String link(LinkToken token, Language language) {
        return link(token.written(), language);
    }

    private String link(String written, Language language) {
        return link()
                + switch (messenger) {
                    case TELEGRAM -> "?start=" + written;
                    case WHATSAPP -> "?text=" + escaped(WORDS.in(language).words() + " ") + written;
                };
    }

    /** As above up to the token, and with no other words: it has to be short. */
    String shortLink() {
        return link()
                + switch (messenger) {
                    case TELEGRAM -> "?start=";
                    case WHATSAPP -> "?text=";
                };
    }

    /** To it, as whoever begins there. */
    public String link() {
        return switch (messenger) {
            case TELEGRAM -> "https://t.me/" + address;
            case WHATSAPP -> "https://wa.me/" + address;
        };
    }

    private static String escaped(String words) {
        return URLEncoder.encode(words, UTF_8).replace("+", "%20");
    }
}
