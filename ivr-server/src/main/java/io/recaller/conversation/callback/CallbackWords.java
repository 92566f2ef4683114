package io.recaller.conversation.callback;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is said of call-backs. Where a language is missing here, English is better than nothing.
 * Digits are spoken apart, behind it.
 */
final class CallbackWords {
    /** To who waits. */
    static final OwnWords OFFER =
            OwnWords.of(
                    "To be called back, press one. You keep your place.",
                    "Чтобы мы вам перезвонили, нажмите один. Ваше место в очереди сохранится.",
                    "Сізге қайта қоңырау шалуымыз үшін бірді басыңыз. Кезегіңіз сақталады.",
                    "Für einen Rückruf drücken Sie die Eins. Sie behalten Ihren Platz.",
                    "Pour être rappelé, appuyez sur un. Vous gardez votre place.",
                    "Para que le llamemos, pulse uno. Usted conserva su lugar.",
                    "Per essere richiamato, prema uno. Mantiene il suo posto.",
                    "Para receber uma ligação de volta, pressione um. Você mantém o seu lugar.",
                    "Щоб ми вам передзвонили, натисніть один. Ваше місце в черзі збережеться.",
                    "Geri aranmak için biri tuşlayın. Sıranız korunur.");

    /** Before the last digits of the number. */
    static final OwnWords OWN_NUMBER =
            OwnWords.of(
                    "We will call the number you are calling from. It ends in",
                    "Мы перезвоним на номер, с которого вы звоните. Он заканчивается на",
                    "Сіз қоңырау шалып тұрған нөмірге қоңырау шаламыз. Оның соңғы сандары",
                    "Wir rufen die Nummer an, von der Sie anrufen. Sie endet auf",
                    "Nous rappellerons le numéro dont vous appelez. Il se termine par",
                    "Llamaremos al número desde el que llama. Termina en",
                    "Richiameremo il numero da cui chiama. Termina con",
                    "Ligaremos para o número de que está ligando. Ele termina em",
                    "Ми передзвонимо на номер, з якого ви телефонуєте. Він закінчується на",
                    "Aradığınız numarayı arayacağız. Son rakamları");

    /** Before a number that was keyed. */
    static final OwnWords THIS_NUMBER =
            OwnWords.of(
                    "We will call this number:",
                    "Мы перезвоним на номер:",
                    "Мына нөмірге қоңырау шаламыз:",
                    "Wir rufen diese Nummer an:",
                    "Nous rappellerons ce numéro :",
                    "Llamaremos a este número:",
                    "Richiameremo questo numero:",
                    "Ligaremos para este número:",
                    "Ми передзвонимо на номер:",
                    "Bu numarayı arayacağız:");

    static final OwnWords CONFIRM =
            OwnWords.of(
                    "If that is right, press one. To go on waiting, press zero.",
                    "Если верно, нажмите один. Чтобы ждать на линии, нажмите ноль.",
                    "Дұрыс болса, бірді басыңыз. Желіде күту үшін нөлді басыңыз.",
                    "Wenn das stimmt, drücken Sie die Eins. Um weiter zu warten, die Null.",
                    "Si c’est exact, appuyez sur un. Pour continuer d’attendre, appuyez sur zéro.",
                    "Si es correcto, pulse uno. Para seguir esperando, pulse cero.",
                    "Se è giusto, prema uno. Per continuare ad aspettare, prema zero.",
                    "Se está certo, pressione um. Para continuar esperando, pressione zero.",
                    "Якщо правильно, натисніть один. Щоб чекати на лінії, натисніть нуль.",
                    "Doğruysa biri tuşlayın. Beklemeye devam etmek için sıfırı tuşlayın.");

    /** To who cannot wait on. */
    static final OwnWords CONFIRM_OR_NOT =
            OwnWords.of(
                    "If that is right, press one. If you want no call-back, press zero.",
                    "Если верно, нажмите один. Если перезванивать не нужно, нажмите ноль.",
                    "Дұрыс болса, бірді басыңыз. Қайта қоңырау шалудың қажеті болмаса, нөлді"
                            + " басыңыз.",
                    "Wenn das stimmt, drücken Sie die Eins. Möchten Sie keinen Rückruf, die Null.",
                    "Si c’est exact, appuyez sur un. Si vous ne voulez pas être rappelé, appuyez"
                            + " sur zéro.",
                    "Si es correcto, pulse uno. Si no quiere que le llamemos, pulse cero.",
                    "Se è giusto, prema uno. Se non vuole essere richiamato, prema zero.",
                    "Se está certo, pressione um. Se não quer uma ligação de volta, pressione"
                            + " zero.",
                    "Якщо правильно, натисніть один. Якщо передзвонювати не треба, натисніть нуль.",
                    "Doğruysa biri tuşlayın. Geri aranmak istemiyorsanız sıfırı tuşlayın.");

    static final OwnWords ANOTHER =
            OwnWords.of(
                    "For another number, press two.",
                    "Чтобы указать другой номер, нажмите два.",
                    "Басқа нөмір үшін екіні басыңыз.",
                    "Für eine andere Nummer drücken Sie die Zwei.",
                    "Pour un autre numéro, appuyez sur deux.",
                    "Para otro número, pulse dos.",
                    "Per un altro numero, prema due.",
                    "Para outro número, pressione dois.",
                    "Щоб указати інший номер, натисніть два.",
                    "Başka bir numara için ikiyi tuşlayın.");

    static final OwnWords KEY_NUMBER =
            OwnWords.of(
                    "Key the number we shall call, and then the hash key.",
                    "Наберите номер, на который перезвонить, и нажмите решётку.",
                    "Қоңырау шалатын нөмірді теріп, торды басыңыз.",
                    "Geben Sie die Nummer ein, die wir anrufen sollen, und dann die Rautetaste.",
                    "Composez le numéro à rappeler, puis la touche dièse.",
                    "Marque el número al que debemos llamar y luego la tecla almohadilla.",
                    "Digiti il numero da chiamare e poi il tasto cancelletto.",
                    "Digite o número para o qual devemos ligar e depois a tecla sustenido.",
                    "Наберіть номер, на який передзвонити, і натисніть решітку.",
                    "Aranacak numarayı ve ardından kareyi tuşlayın.");

    static final OwnWords NO_NUMBER =
            OwnWords.of(
                    "That is not a telephone number.",
                    "Это не телефонный номер.",
                    "Бұл телефон нөмірі емес.",
                    "Das ist keine Telefonnummer.",
                    "Ce n’est pas un numéro de téléphone.",
                    "Eso no es un número de teléfono.",
                    "Non è un numero di telefono.",
                    "Isso não é um número de telefone.",
                    "Це не телефонний номер.",
                    "Bu bir telefon numarası değil.");

    static final OwnWords FORBIDDEN =
            OwnWords.of(
                    "We cannot call that number.",
                    "На этот номер мы перезвонить не можем.",
                    "Бұл нөмірге қоңырау шала алмаймыз.",
                    "Diese Nummer können wir nicht anrufen.",
                    "Nous ne pouvons pas appeler ce numéro.",
                    "No podemos llamar a ese número.",
                    "Non possiamo chiamare quel numero.",
                    "Não podemos ligar para esse número.",
                    "На цей номер ми передзвонити не можемо.",
                    "Bu numarayı arayamıyoruz.");

    static final OwnWords REFUSED =
            OwnWords.of(
                    "No call-back is possible today. Please stay on the line.",
                    "Сегодня перезвонить не получится. Оставайтесь на линии.",
                    "Бүгін қайта қоңырау шалу мүмкін емес. Желіде қалыңыз.",
                    "Heute ist kein Rückruf mehr möglich. Bitte bleiben Sie in der Leitung.",
                    "Aucun rappel n’est possible aujourd’hui. Veuillez rester en ligne.",
                    "Hoy no es posible llamarle. Por favor, no cuelgue.",
                    "Oggi non è possibile richiamare. Resti in linea, per favore.",
                    "Hoje não é possível ligar de volta. Por favor, aguarde na linha.",
                    "Сьогодні передзвонити не вийде. Залишайтеся на лінії.",
                    "Bugün geri arama mümkün değil. Lütfen hatta kalın.");

    /** To who cannot stay on the line. */
    static final OwnWords NOT_TODAY =
            OwnWords.of(
                    "No call-back is possible today.",
                    "Сегодня перезвонить не получится.",
                    "Бүгін қайта қоңырау шалу мүмкін емес.",
                    "Heute ist kein Rückruf mehr möglich.",
                    "Aucun rappel n’est possible aujourd’hui.",
                    "Hoy no es posible llamarle.",
                    "Oggi non è possibile richiamare.",
                    "Hoje não é possível ligar de volta.",
                    "Сьогодні передзвонити не вийде.",
                    "Bugün geri arama mümkün değil.");

    static final OwnWords KEPT =
            OwnWords.of(
                    "You keep your place. We will call you when it is your turn. You can hang up"
                            + " now. Goodbye.",
                    "Ваше место в очереди сохранено. Мы перезвоним, когда подойдёт ваша очередь."
                            + " Можете положить трубку. До свидания.",
                    "Кезегіңіз сақталды. Кезегіңіз келгенде қоңырау шаламыз. Тұтқаны қоюыңызға"
                            + " болады. Сау болыңыз.",
                    "Sie behalten Ihren Platz. Wir rufen an, wenn Sie an der Reihe sind. Sie können"
                            + " jetzt auflegen. Auf Wiederhören.",
                    "Vous gardez votre place. Nous vous rappellerons quand ce sera votre tour. Vous"
                            + " pouvez raccrocher. Au revoir.",
                    "Usted conserva su lugar. Le llamaremos cuando sea su turno. Ya puede colgar."
                            + " Adiós.",
                    "Mantiene il suo posto. La chiameremo quando sarà il suo turno. Può"
                            + " riagganciare. Arrivederci.",
                    "Você mantém o seu lugar. Ligaremos quando for a sua vez. Pode desligar. Até"
                            + " logo.",
                    "Ваше місце в черзі збережено. Ми передзвонимо, коли надійде ваша черга. Можете"
                            + " покласти слухавку. До побачення.",
                    "Sıranız korunuyor. Sıranız gelince sizi arayacağız. Şimdi kapatabilirsiniz."
                            + " Hoşça kalın.");

    /** To whoever answers the call-back, and it may be anybody: nothing of the customer's. */
    static final OwnWords GREETING =
            OwnWords.of(
                    "This is the call-back you asked for. Please press any key to talk to an"
                            + " agent.",
                    "Вы просили перезвонить. Нажмите любую клавишу, чтобы поговорить с оператором.",
                    "Сіз қайта қоңырау шалуды сұрадыңыз. Оператормен сөйлесу үшін кез келген"
                            + " пернені басыңыз.",
                    "Sie haben um einen Rückruf gebeten. Drücken Sie eine beliebige Taste, um mit"
                            + " einem Mitarbeiter zu sprechen.",
                    "Vous avez demandé à être rappelé. Appuyez sur une touche pour parler à un"
                            + " conseiller.",
                    "Usted pidió que le llamáramos. Pulse cualquier tecla para hablar con un"
                            + " agente.",
                    "Ha chiesto di essere richiamato. Prema un tasto qualsiasi per parlare con un"
                            + " operatore.",
                    "Você pediu que ligássemos de volta. Pressione qualquer tecla para falar com um"
                            + " atendente.",
                    "Ви просили передзвонити. Натисніть будь-яку клавішу, щоб поговорити з"
                            + " оператором.",
                    "Geri aranmayı istediniz. Bir temsilciyle konuşmak için herhangi bir tuşa"
                            + " basın.");

    /** Said after a number. */
    private static final List<OwnWords> CONFIRMED = List.of(CONFIRM, CONFIRM_OR_NOT);

    private static final List<OwnWords> ALL =
            List.of(
                    OFFER,
                    OWN_NUMBER,
                    THIS_NUMBER,
                    ANOTHER,
                    KEY_NUMBER,
                    NO_NUMBER,
                    FORBIDDEN,
                    REFUSED,
                    NOT_TODAY,
                    KEPT,
                    GREETING);

    private CallbackWords() {}

    static boolean has(Language language) {
        return OFFER.has(language);
    }

    /** All that can be said in a language. */
    static Stream<Prompt> all(Language language) {
        return Stream.concat(
                ALL.stream().map(each -> each.in(language)),
                CONFIRMED.stream().map(each -> each.in(language).afterSpelled()));
    }
}
