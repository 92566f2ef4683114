package io.recaller.channel.inbound;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.util.TimeZone;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** What is said to whoever wrote and waits for a person. */
final class WaitHere {
    private static final OwnWords WORDS =
            OwnWords.of(
                    "An agent will answer you here.",
                    "Вам ответит сотрудник, прямо здесь.",
                    "Сізге қызметкер осы жерде жауап береді.",
                    "Ein Mitarbeiter antwortet Ihnen hier.",
                    "Un conseiller vous répondra ici.",
                    "Un agente le responderá aquí.",
                    "Un operatore le risponderà qui.",
                    "Um atendente responderá aqui.",
                    "Вам відповість працівник, просто тут.",
                    "Bir temsilci size burada yanıt verecek.");

    private static final OwnWords CLOSED =
            OwnWords.of(
                    "We are closed now. An agent will answer you here once we open:",
                    "Сейчас мы закрыты. Вам ответит сотрудник, прямо здесь, когда мы откроемся:",
                    "Қазір жабықпыз. Ашылғанда сізге қызметкер осы жерде жауап береді:",
                    "Wir haben jetzt geschlossen. Ein Mitarbeiter antwortet Ihnen hier, sobald wir"
                            + " öffnen:",
                    "Nous sommes fermés. Un conseiller vous répondra ici dès l’ouverture :",
                    "Ahora estamos cerrados. Un agente le responderá aquí cuando abramos:",
                    "Ora siamo chiusi. Un operatore le risponderà qui quando apriremo:",
                    "Agora estamos fechados. Um atendente responderá aqui quando abrirmos:",
                    "Зараз ми зачинені. Вам відповість працівник, просто тут, коли ми відчинимося:",
                    "Şu anda kapalıyız. Açıldığımızda bir temsilci size burada yanıt verecek:");

    private static final OwnWords RECEIPT =
            OwnWords.of(
                    "We have your message. An agent will answer it.",
                    "Мы получили ваше письмо. Вам ответит сотрудник.",
                    "Хатыңызды алдық. Сізге қызметкер жауап береді.",
                    "Wir haben Ihre Nachricht erhalten. Ein Mitarbeiter beantwortet sie.",
                    "Nous avons reçu votre message. Un conseiller y répondra.",
                    "Hemos recibido su mensaje. Un agente le responderá.",
                    "Abbiamo ricevuto il suo messaggio. Un operatore le risponderà.",
                    "Recebemos a sua mensagem. Um atendente responderá.",
                    "Ми отримали вашого листа. Вам відповість працівник.",
                    "İletinizi aldık. Bir temsilci yanıtlayacak.");

    private static final OwnWords OR_CALLED =
            OwnWords.of(
                    "If you would rather be called, write “call me back”.",
                    "Если удобнее по телефону, напишите «перезвоните мне».",
                    "Телефонмен ыңғайлы болса, «маған қоңырау шалыңыз» деп жазыңыз.",
                    "Wenn wir Sie lieber anrufen sollen, schreiben Sie „Rückruf“.",
                    "Si vous préférez être appelé, écrivez « rappelez-moi ».",
                    "Si prefiere que le llamemos, escriba «llámeme».",
                    "Se preferisce essere chiamato, scriva «richiamatemi».",
                    "Se preferir que lhe liguemos, escreva «ligue-me».",
                    "Якщо зручніше телефоном, напишіть «передзвоніть мені».",
                    "Aranmayı tercih ederseniz “beni arayın” yazın.");

    private WaitHere() {}

    /** What else they may have, where they may. */
    static String orCalled(Language language) {
        return OR_CALLED.in(language).words();
    }

    /** For whoever does not sit before a window. */
    static TurnText receipt(Language language) {
        return new TurnText(RECEIPT.in(language).words(), List.of());
    }

    /**
     * While nobody is at work, when somebody will be.
     *
     * @param opens when the queue that waits opens, in its own zone; empty: it is open
     */
    static TurnText in(Language language, Optional<ZonedDateTime> opens) {
        var words = opens.isPresent() ? CLOSED.in(language) : WORDS.in(language);
        var when = opens.map(at -> " " + written(at, words.language()));
        return new TurnText(words.words() + when.orElse(""), List.of());
    }

    /**
     * As a clock on the wall there shows it: zones are Java's affair, words and order are ICU's.
     */
    private static String written(ZonedDateTime at, Language language) {
        var format = DateFormat.getInstanceForSkeleton("EEEEdMMMMjmm", language.locale());
        format.setTimeZone(TimeZone.GMT_ZONE);
        return format.format(Date.from(at.toLocalDateTime().toInstant(ZoneOffset.UTC)));
    }
}
