package io.recaller.continuation;

import io.recaller.contact.Channel;
import io.recaller.message.Veiled;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.time.Instant;

/** What is said of a page for a PIN, where people write. */
final class PinWords {
    /** Stands for the link. */
    private static final String LINK = "{}";

    private static final OwnWords ASKED =
            OwnWords.of(
                    "To go on, key your PIN on this page: {}\nIt works once, for 10 minutes, and shows a number: write that number here. Please do not write the PIN here. 0: a person.",
                    "Чтобы продолжить, введите PIN на этой странице: {}\nОна действует один раз, 10 минут, и покажет число: напишите это число сюда. Сам PIN сюда, пожалуйста, не пишите. 0: сотрудник.",
                    "Жалғастыру үшін PIN кодын осы бетте енгізіңіз: {}\nОл бір рет, 10 минут жұмыс істейді және сан көрсетеді: сол санды осында жазыңыз. PIN кодының өзін осында жазбаңыз. 0: қызметкер.",
                    "Um fortzufahren, geben Sie Ihre PIN auf dieser Seite ein: {}\nSie gilt einmal, 10 Minuten lang, und zeigt eine Zahl: schreiben Sie diese Zahl hierher. Bitte schreiben Sie die PIN nicht hierher. 0: ein Mitarbeiter.",
                    "Pour continuer, saisissez votre code PIN sur cette page : {}\nElle sert une fois, 10 minutes, et affiche un nombre : écrivez ce nombre ici. N'écrivez pas le PIN ici. 0 : un conseiller.",
                    "Para continuar, introduzca su PIN en esta página: {}\nSirve una vez, durante 10 minutos, y muestra un número: escríbalo aquí. No escriba aquí el PIN. 0: un agente.",
                    "Per continuare inserisca il PIN in questa pagina: {}\nVale una volta, per 10 minuti, e mostra un numero: lo scriva qui. Non scriva qui il PIN. 0: un operatore.",
                    "Para continuar, introduza o seu PIN nesta página: {}\nServe uma vez, durante 10 minutos, e mostra um número: escreva-o aqui. Não escreva aqui o PIN. 0: um atendente.",
                    "Щоб продовжити, введіть PIN на цій сторінці: {}\nВона діє один раз, 10 хвилин, і покаже число: напишіть це число сюди. Сам PIN сюди, будь ласка, не пишіть. 0: працівник.",
                    "Devam etmek için PIN'inizi bu sayfada girin: {}\nBir kez, 10 dakika geçerlidir ve bir sayı gösterir: o sayıyı buraya yazın. Lütfen PIN'i buraya yazmayın. 0: bir temsilci.");

    /** In two segments of UCS-2, of 67 characters each, with an address of 29. */
    private static final OwnWords ASKED_IN_SHORT =
            OwnWords.of(
                    "Key your PIN on {} and write the number it shows here. Do not write the PIN here. 0: a person",
                    "Введите PIN на {} и пришлите сюда число оттуда. Сам PIN сюда не пишите. 0: сотрудник",
                    "PIN: {} бетінде енгізіп, ондағы санды осында жазыңыз. PIN-ді жазбаңыз. 0: қызметкер",
                    "PIN eingeben: {} - die Zahl von dort hierher schreiben, nie die PIN. 0: Mitarbeiter",
                    "Saisissez le PIN sur {} et écrivez ici le nombre affiché, jamais le PIN. 0: conseiller",
                    "Ponga su PIN en {} y escriba aquí el número que muestra, nunca el PIN. 0: un agente",
                    "Metta il PIN su {} e scriva qui il numero mostrato, mai il PIN. 0: un operatore",
                    "Ponha o PIN em {} e escreva aqui o número mostrado, nunca o PIN. 0: um atendente",
                    "Введіть PIN на {} і надішліть сюди число звідти. Сам PIN сюди не пишіть. 0: працівник",
                    "PIN'i {} sayfasında girin, oradaki sayıyı buraya yazın, PIN'i yazmayın. 0: temsilci");

    private static final OwnWords REMINDED =
            OwnWords.of(
                    "Please key your PIN on the page that the link above opens, then write here the number it shows. Please do not write the PIN here. 0: a person.",
                    "Введите PIN на странице по ссылке выше и напишите сюда число, которое она покажет. Сам PIN сюда, пожалуйста, не пишите. 0: сотрудник.",
                    "PIN кодын жоғарыдағы сілтемедегі бетте енгізіп, ол көрсеткен санды осында жазыңыз. PIN кодының өзін жазбаңыз. 0: қызметкер.",
                    "Bitte geben Sie Ihre PIN auf der Seite hinter dem Link oben ein und schreiben Sie die Zahl von dort hierher, nicht die PIN. 0: ein Mitarbeiter.",
                    "Saisissez votre PIN sur la page du lien ci-dessus, puis écrivez ici le nombre affiché, pas le PIN. 0 : un conseiller.",
                    "Introduzca su PIN en la página del enlace de arriba y escriba aquí el número que muestra, no el PIN. 0: un agente.",
                    "Inserisca il PIN nella pagina del link qui sopra e scriva qui il numero che mostra, non il PIN. 0: un operatore.",
                    "Introduza o PIN na página da ligação acima e escreva aqui o número que mostra, não o PIN. 0: um atendente.",
                    "Введіть PIN на сторінці за посиланням вище та напишіть сюди число, яке вона покаже, а не PIN. 0: працівник.",
                    "Lütfen PIN'inizi yukarıdaki bağlantının sayfasında girin ve gösterdiği sayıyı buraya yazın, PIN'i değil. 0: bir temsilci.");

    private static final OwnWords NUMBER =
            OwnWords.of(
                    "Please write here the number of three digits that the page shows. 0: a person.",
                    "Напишите сюда число из трёх цифр, которое показывает страница. 0: сотрудник.",
                    "Бет көрсетіп тұрған үш таңбалы санды осында жазыңыз. 0: қызметкер.",
                    "Bitte schreiben Sie die dreistellige Zahl von der Seite hierher. 0: ein Mitarbeiter.",
                    "Écrivez ici le nombre à trois chiffres affiché sur la page. 0 : un conseiller.",
                    "Escriba aquí el número de tres cifras que muestra la página. 0: un agente.",
                    "Scriva qui il numero di tre cifre che mostra la pagina. 0: un operatore.",
                    "Escreva aqui o número de três algarismos que a página mostra. 0: um atendente.",
                    "Напишіть сюди число з трьох цифр, яке показує сторінка. 0: працівник.",
                    "Sayfanın gösterdiği üç basamaklı sayıyı buraya yazın. 0: bir temsilci.");

    private PinWords() {}

    /**
     * With the link.
     *
     * @param link without the token
     */
    static Veiled asked(
            Language language, Channel channel, String link, PageSecret token, Instant until) {
        var words = asked(language, channel);
        return new Veiled(
                words.replace(LINK, link + Veiled.VEIL),
                words.replace(LINK, link + token.value()),
                until);
    }

    private static String asked(Language language, Channel channel) {
        var words = channel == Channel.SMS ? ASKED_IN_SHORT : ASKED;
        return words.in(language).words();
    }

    static String reminded(Language language) {
        return REMINDED.in(language).words();
    }

    static String number(Language language) {
        return NUMBER.in(language).words();
    }
}
