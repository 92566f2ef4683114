package io.recaller.conversation.voicemail;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import java.util.List;
import java.util.stream.Stream;

/** What is said of messages, each a sentence or two in every language that we have words in. */
final class VoicemailWords {
    /** To who may speak. */
    static final OwnWords GREETING =
            OwnWords.of(
                    "Please leave a message after the tone: your name, and what it"
                            + " is about. When you have finished, press the hash key or hang"
                            + " up.",
                    "Оставьте сообщение после сигнала: как вас зовут и в чём"
                            + " вопрос. Закончив, нажмите решётку или положите трубку.",
                    "Сигналдан кейін хабарлама қалдырыңыз: атыңызды және не туралы"
                            + " екенін айтыңыз. Аяқтағанда торды басыңыз немесе тұтқаны"
                            + " қойыңыз.",
                    "Bitte hinterlassen Sie nach dem Ton eine Nachricht: Ihren"
                            + " Namen und worum es geht. Wenn Sie fertig sind, drücken Sie die"
                            + " Rautetaste oder legen auf.",
                    "Laissez un message après le signal : votre nom et le motif de"
                            + " votre appel. Quand vous avez terminé, appuyez sur dièse ou"
                            + " raccrochez.",
                    "Deje un mensaje después de la señal: su nombre y de qué se"
                            + " trata. Cuando termine, pulse almohadilla o cuelgue.",
                    "Lasci un messaggio dopo il segnale: il suo nome e di che cosa"
                            + " si tratta. Quando ha finito, prema cancelletto o riagganci.",
                    "Deixe uma mensagem após o sinal: o seu nome e o assunto."
                            + " Quando terminar, pressione sustenido ou desligue.",
                    "Залиште повідомлення після сигналу: як вас звати і в чому"
                            + " питання. Закінчивши, натисніть решітку або покладіть слухавку.",
                    "Sinyalden sonra mesaj bırakın: adınızı ve konuyu söyleyin."
                            + " Bitirince kareyi tuşlayın veya kapatın.");

    /** Nothing was heard; before another tone. */
    static final OwnWords AGAIN =
            OwnWords.of(
                    "We did not hear anything. Please speak after the tone.",
                    "Мы ничего не услышали. Говорите после сигнала.",
                    "Біз ештеңе естімедік. Сигналдан кейін сөйлеңіз.",
                    "Wir haben nichts gehört. Bitte sprechen Sie nach dem Ton.",
                    "Nous n’avons rien entendu. Parlez après le signal.",
                    "No hemos oído nada. Hable después de la señal.",
                    "Non abbiamo sentito nulla. Parli dopo il segnale.",
                    "Não ouvimos nada. Fale após o sinal.",
                    "Ми нічого не почули. Говоріть після сигналу.",
                    "Bir şey duymadık. Sinyalden sonra konuşun.");

    /** Nothing was heard twice. */
    static final OwnWords NOTHING =
            OwnWords.of(
                    "We did not hear anything. No message was kept.",
                    "Мы ничего не услышали. Сообщение не сохранено.",
                    "Біз ештеңе естімедік. Хабарлама сақталған жоқ.",
                    "Wir haben nichts gehört. Es wurde keine Nachricht gespeichert.",
                    "Nous n’avons rien entendu. Aucun message n’a été enregistré.",
                    "No hemos oído nada. No se ha guardado ningún mensaje.",
                    "Non abbiamo sentito nulla. Nessun messaggio è stato salvato.",
                    "Não ouvimos nada. Nenhuma mensagem foi guardada.",
                    "Ми нічого не почули. Повідомлення не збережено.",
                    "Bir şey duymadık. Mesaj kaydedilmedi.");

    /** To a number that left enough messages today. */
    static final OwnWords TOO_MANY =
            OwnWords.of(
                    "No more messages can be left today.",
                    "Сегодня больше нельзя оставить сообщение.",
                    "Бүгін енді хабарлама қалдыру мүмкін емес.",
                    "Heute können keine weiteren Nachrichten hinterlassen werden.",
                    "Il n’est plus possible de laisser de message aujourd’hui.",
                    "Hoy no se pueden dejar más mensajes.",
                    "Oggi non è possibile lasciare altri messaggi.",
                    "Hoje não é possível deixar mais mensagens.",
                    "Сьогодні більше не можна залишити повідомлення.",
                    "Bugün başka mesaj bırakılamaz.");

    /** The last words. */
    static final OwnWords KEPT =
            OwnWords.of(
                    "Thank you. Your message is kept, and an agent will listen to"
                            + " it. Goodbye.",
                    "Спасибо. Ваше сообщение сохранено, оператор его прослушает. До" + " свидания.",
                    "Рақмет. Хабарламаңыз сақталды, оператор оны тыңдайды. Сау" + " болыңыз.",
                    "Danke. Ihre Nachricht ist gespeichert, ein Mitarbeiter wird"
                            + " sie anhören. Auf Wiederhören.",
                    "Merci. Votre message est enregistré, un conseiller l’écoutera."
                            + " Au revoir.",
                    "Gracias. Su mensaje se ha guardado y un agente lo escuchará." + " Adiós.",
                    "Grazie. Il suo messaggio è stato salvato e un operatore lo"
                            + " ascolterà. Arrivederci.",
                    "Obrigado. A sua mensagem foi guardada e um atendente vai"
                            + " ouvi-la. Até logo.",
                    "Дякуємо. Ваше повідомлення збережено, оператор його прослухає."
                            + " До побачення.",
                    "Teşekkürler. Mesajınız kaydedildi, bir temsilci dinleyecek."
                            + " Hoşça kalın.");

    /** It could not be kept; the ring group follows. */
    static final OwnWords LOST =
            OwnWords.of(
                    "Unfortunately your message could not be kept. Please stay on" + " the line.",
                    "К сожалению, сообщение сохранить не удалось. Оставайтесь на" + " линии.",
                    "Өкінішке қарай, хабарламаңыз сақталмады. Желіде қалыңыз.",
                    "Leider konnte Ihre Nachricht nicht gespeichert werden. Bitte"
                            + " bleiben Sie in der Leitung.",
                    "Malheureusement, votre message n’a pas pu être enregistré."
                            + " Veuillez rester en ligne.",
                    "Lamentablemente no se ha podido guardar su mensaje. Por favor,"
                            + " no cuelgue.",
                    "Purtroppo il suo messaggio non è stato salvato. Resti in"
                            + " linea, per favore.",
                    "Infelizmente não foi possível guardar a sua mensagem. Por"
                            + " favor, aguarde na linha.",
                    "На жаль, повідомлення зберегти не вдалося. Залишайтеся на" + " лінії.",
                    "Maalesef mesajınız kaydedilemedi. Lütfen hatta kalın.");

    /** To the agent who has heard a message whose customer can be called. */
    static final OwnWords KEYS =
            OwnWords.of(
                    "To call the customer, press one. To hear it again, press any" + " other key.",
                    "Чтобы позвонить клиенту, нажмите один. Чтобы прослушать ещё"
                            + " раз, нажмите любую другую клавишу.",
                    "Клиентке қоңырау шалу үшін бірді басыңыз. Қайта тыңдау үшін"
                            + " кез келген басқа пернені басыңыз.",
                    "Um den Kunden anzurufen, drücken Sie die Eins. Um sie noch"
                            + " einmal zu hören, eine andere Taste.",
                    "Pour appeler le client, appuyez sur un. Pour réécouter,"
                            + " appuyez sur une autre touche.",
                    "Para llamar al cliente, pulse uno. Para volver a oírlo, pulse"
                            + " otra tecla.",
                    "Per chiamare il cliente, prema uno. Per riascoltare, prema un"
                            + " altro tasto.",
                    "Para ligar ao cliente, pressione um. Para ouvir de novo,"
                            + " pressione outra tecla.",
                    "Щоб зателефонувати клієнту, натисніть один. Щоб прослухати ще"
                            + " раз, натисніть будь-яку іншу клавішу.",
                    "Müşteriyi aramak için biri tuşlayın. Yeniden dinlemek için"
                            + " başka bir tuşa basın.");

    /** To the agent who has heard one whose customer cannot be called. */
    static final OwnWords REPEAT =
            OwnWords.of(
                    "To hear it again, press any key.",
                    "Чтобы прослушать ещё раз, нажмите любую клавишу.",
                    "Қайта тыңдау үшін кез келген пернені басыңыз.",
                    "Um sie noch einmal zu hören, drücken Sie eine Taste.",
                    "Pour réécouter, appuyez sur une touche.",
                    "Para volver a oírlo, pulse una tecla.",
                    "Per riascoltare, prema un tasto.",
                    "Para ouvir de novo, pressione uma tecla.",
                    "Щоб прослухати ще раз, натисніть будь-яку клавішу.",
                    "Yeniden dinlemek için bir tuşa basın.");

    /** To the agent. */
    static final OwnWords MISSED =
            OwnWords.of(
                    "The customer could not be reached.",
                    "Дозвониться клиенту не удалось.",
                    "Клиентке қоңырау шалу мүмкін болмады.",
                    "Der Kunde war nicht zu erreichen.",
                    "Le client n’a pas pu être joint.",
                    "No se ha podido contactar con el cliente.",
                    "Non è stato possibile raggiungere il cliente.",
                    "Não foi possível contactar o cliente.",
                    "Додзвонитися клієнту не вдалося.",
                    "Müşteriye ulaşılamadı.");

    private static final List<OwnWords> ALL =
            List.of(GREETING, AGAIN, NOTHING, TOO_MANY, KEPT, LOST, KEYS, REPEAT, MISSED);

    private VoicemailWords() {}

    /** All that can be said in a language. */
    static Stream<Prompt> all(Language language) {
        return ALL.stream().map(each -> each.in(language));
    }
}
