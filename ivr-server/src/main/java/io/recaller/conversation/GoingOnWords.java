package io.recaller.conversation;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.util.List;

/** What is said to who goes on where another contact stood, in one language. */
public record GoingOnWords(Language language) {
    private static final OwnWords CODE =
            OwnWords.of(
                    "Please key the six digits of your code. Without a code press zero.",
                    "Наберите шесть цифр вашего кода. Если кода нет, нажмите ноль.",
                    "Кодыңыздың алты цифрын теріңіз. Код болмаса, нөлді басыңыз.",
                    "Bitte geben Sie die sechs Ziffern Ihres Codes ein."
                            + " Ohne Code drücken Sie die Null.",
                    "Veuillez composer les six chiffres de votre code."
                            + " Sans code, appuyez sur zéro.",
                    "Marque las seis cifras de su código. Sin código, pulse cero.",
                    "Digiti le sei cifre del suo codice. Senza codice, prema zero.",
                    "Marque os seis algarismos do seu código. Sem código, prima zero.",
                    "Наберіть шість цифр вашого коду. Якщо коду немає, натисніть нуль.",
                    "Lütfen kodunuzun altı hanesini tuşlayın. Kodunuz yoksa sıfıra basın.");

    private static final OwnWords WRONG =
            OwnWords.of(
                    "This code is not right, or is no longer good.",
                    "Этот код неверен или больше не действует.",
                    "Бұл код қате немесе енді жарамсыз.",
                    "Dieser Code stimmt nicht oder gilt nicht mehr.",
                    "Ce code n’est pas juste ou n’est plus valable.",
                    "Este código no es correcto o ya no es válido.",
                    "Questo codice non è giusto o non è più valido.",
                    "Este código não está certo ou já não é válido.",
                    "Цей код неправильний або більше не діє.",
                    "Bu kod doğru değil ya da artık geçerli değil.");

    private static final OwnWords NO_MORE =
            OwnWords.of(
                    "No code can be taken now. You hear our menu instead.",
                    "Сейчас код принять нельзя. Вместо этого вы услышите меню.",
                    "Қазір код қабылданбайды. Оның орнына мәзірді тыңдайсыз.",
                    "Jetzt kann kein Code angenommen werden. Sie hören stattdessen unser Menü.",
                    "Aucun code ne peut être accepté pour le moment. Voici notre menu.",
                    "Ahora no se puede aceptar ningún código. Escuchará nuestro menú.",
                    "Ora non si può accettare alcun codice. Ascolterà il nostro menu.",
                    "Agora não se pode aceitar nenhum código. Vai ouvir o nosso menu.",
                    "Зараз код прийняти не можна. Натомість ви почуєте меню.",
                    "Şu anda kod alınamıyor. Bunun yerine menümüzü duyacaksınız.");

    private static final OwnWords OFFER =
            OwnWords.of(
                    "To go on where you stopped, press star.",
                    "Чтобы продолжить с того места, где вы остановились, нажмите звёздочку.",
                    "Тоқтаған жеріңізден жалғастыру үшін жұлдызшаны басыңыз.",
                    "Um dort weiterzumachen, wo Sie aufgehört haben, drücken Sie die Sterntaste.",
                    "Pour reprendre là où vous vous êtes arrêté, appuyez sur étoile.",
                    "Para seguir donde lo dejó, pulse asterisco.",
                    "Per riprendere da dove si è fermato, prema asterisco.",
                    "Para continuar onde parou, prima asterisco.",
                    "Щоб продовжити з того місця, де ви зупинилися, натисніть зірочку.",
                    "Kaldığınız yerden devam etmek için yıldıza basın.");

    private static final OwnWords LABEL =
            OwnWords.of(
                    "go on where I stopped",
                    "продолжить с того же места",
                    "тоқтаған жерден жалғастыру",
                    "dort weitermachen, wo ich aufgehört habe",
                    "reprendre où je me suis arrêté",
                    "seguir donde lo dejé",
                    "riprendere da dove mi sono fermato",
                    "continuar onde parei",
                    "продовжити з того ж місця",
                    "kaldığım yerden devam et");

    private static final OwnWords CALL =
            OwnWords.of(
                    "Call {number} and key the code {code}: the call goes on where we are here. The"
                            + " code is good for {minutes} minutes.",
                    "Позвоните по номеру {number} и наберите код {code}: разговор продолжится с этого"
                            + " места. Код действует {minutes} минут.",
                    "{number} нөміріне қоңырау шалып, {code} кодын теріңіз: әңгіме осы жерден"
                            + " жалғасады. Код {minutes} минут жарамды.",
                    "Rufen Sie {number} an und geben Sie den Code {code} ein: Das Gespräch geht dort"
                            + " weiter, wo wir hier sind. Der Code gilt {minutes} Minuten.",
                    "Appelez le {number} et composez le code {code} : l’appel reprendra ici. Le code"
                            + " est valable {minutes} minutes.",
                    "Llame al {number} y marque el código {code}: la llamada seguirá donde estamos."
                            + " El código vale {minutes} minutos.",
                    "Chiami il {number} e digiti il codice {code}: la chiamata riprenderà da qui. Il"
                            + " codice vale {minutes} minuti.",
                    "Ligue para {number} e marque o código {code}: a chamada continua onde estamos. O"
                            + " código é válido por {minutes} minutos.",
                    "Зателефонуйте на {number} і наберіть код {code}: розмова продовжиться з цього"
                            + " місця. Код діє {minutes} хвилин.",
                    "{number} numarasını arayın ve {code} kodunu tuşlayın: görüşme buradan devam"
                            + " eder. Kod {minutes} dakika geçerlidir.");

    private static final OwnWords LEFT =
            OwnWords.of(
                    "You go on on another channel. You may write here again at any time.",
                    "Вы продолжаете в другом канале. Сюда можно снова написать в любое время.",
                    "Сіз басқа арнада жалғастырып жатырсыз. Осында кез келген уақытта қайта жаза аласыз.",
                    "Sie machen auf einem anderen Weg weiter. Hier können Sie jederzeit wieder"
                            + " schreiben.",
                    "Vous continuez par un autre canal. Vous pouvez écrire ici de nouveau à tout"
                            + " moment.",
                    "Usted sigue por otro canal. Puede volver a escribir aquí en cualquier momento.",
                    "Lei continua su un altro canale. Può scrivere di nuovo qui in qualsiasi momento.",
                    "Continua noutro canal. Pode voltar a escrever aqui a qualquer momento.",
                    "Ви продовжуєте в іншому каналі. Сюди можна знову написати будь-коли.",
                    "Başka bir kanalda devam ediyorsunuz. Buraya istediğiniz zaman yeniden"
                            + " yazabilirsiniz.");

    private static final OwnWords NOT_GOOD =
            OwnWords.of(
                    "The link that brought you here is not good any more. Let us begin anew.",
                    "Ссылка, по которой вы пришли, больше не действует. Начнём сначала.",
                    "Сізді осында әкелген сілтеме енді жарамсыз. Басынан бастайық.",
                    "Der Link, über den Sie gekommen sind, gilt nicht mehr. Fangen wir neu an.",
                    "Le lien qui vous a amené ici n’est plus valable. Recommençons.",
                    "El enlace que le trajo aquí ya no es válido. Empecemos de nuevo.",
                    "Il link che l’ha portata qui non è più valido. Ricominciamo.",
                    "A ligação que o trouxe aqui já não é válida. Comecemos de novo.",
                    "Посилання, за яким ви прийшли, більше не діє. Почнімо спочатку.",
                    "Sizi buraya getiren bağlantı artık geçerli değil. Baştan başlayalım.");

    /** What is spoken, to be made ahead of calls. */
    public List<Prompt> prompts() {
        return List.of(
                CODE.in(language), WRONG.in(language), NO_MORE.in(language), OFFER.in(language));
    }

    public Speech code() {
        return Speech.of(CODE.in(language));
    }

    public Speech wrong() {
        return Speech.of(WRONG.in(language));
    }

    public Speech noMore() {
        return Speech.of(NO_MORE.in(language));
    }

    /** Before the choices of a menu. */
    public Speech offer() {
        return Speech.of(OFFER.in(language));
    }

    /** Of its button. */
    public String label() {
        return LABEL.in(language).words();
    }

    /** In writing, where they went on elsewhere. */
    public String left() {
        return LEFT.in(language).words();
    }

    /** In writing, to who came by a link that leads nowhere. */
    public String notGood() {
        return NOT_GOOD.in(language).words();
    }

    /** In writing: how they go on by telephone. */
    public String call(CallCodes.Code code) {
        var digits = code.digits();
        return CALL.in(language)
                .words()
                .replace("{number}", code.number())
                .replace("{code}", digits.substring(0, 3) + " " + digits.substring(3))
                .replace("{minutes}", String.valueOf(code.within().toMinutes()));
    }
}
