package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.message.Button;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.util.List;
import java.util.Optional;

/**
 * What somebody reads who opens the bot. Viber lets a bot say one thing then, as the answer to
 * being told, and nothing more before they write: its key begins the flow.
 */
final class ViberWelcome {
    /** The key's own; no choice of a menu has it. */
    static final String BEGIN = "begin";

    private static final OwnWords WORDS =
            OwnWords.of(
                    "Welcome. Press the button, or write to us.",
                    "Здравствуйте. Нажмите кнопку или напишите нам.",
                    "Сәлеметсіз бе. Түймені басыңыз немесе бізге жазыңыз.",
                    "Willkommen. Drücken Sie die Taste oder schreiben Sie uns.",
                    "Bienvenue. Appuyez sur le bouton ou écrivez-nous.",
                    "Bienvenido. Pulse el botón o escríbanos.",
                    "Benvenuto. Prema il pulsante o ci scriva.",
                    "Bem-vindo. Prima o botão ou escreva-nos.",
                    "Вітаємо. Натисніть кнопку або напишіть нам.",
                    "Hoş geldiniz. Düğmeye basın veya bize yazın.");

    private static final OwnWords START =
            OwnWords.of(
                    "Begin",
                    "Начать",
                    "Бастау",
                    "Beginnen",
                    "Commencer",
                    "Empezar",
                    "Inizia",
                    "Começar",
                    "Почати",
                    "Başla");

    private ViberWelcome() {}

    /** To somebody with that language, else that of the bot. */
    static ObjectNode to(Optional<String> tag, ViberBot bot) {
        var language = tag.flatMap(Language::of).filter(WORDS::has).orElse(bot.language());
        var key = new Button(BEGIN, START.in(language).words());
        var message = ViberText.messages(WORDS.in(language).words(), List.of(key)).getFirst();
        message.putObject("sender").put("name", bot.sender());
        return message;
    }
}
