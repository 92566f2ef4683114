package io.recaller.continuation;

import io.recaller.conversation.LinkToken;
import io.recaller.message.Veiled;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.time.Instant;

/** Messages with links. */
final class LinkWords {
    /** Of one short message with letters that are not Latin (3GPP TS 23.038, UCS-2). */
    private static final int SEGMENT = 70;

    private static final OwnWords WORDS =
            OwnWords.of(
                    "Your call:",
                    "Ваш звонок:",
                    "Қоңырауыңыз:",
                    "Ihr Anruf:",
                    "Votre appel :",
                    "Su llamada:",
                    "La sua chiamata:",
                    "A sua chamada:",
                    "Ваш дзвінок:",
                    "Aramanız:");

    private static final OwnWords TO_GO_ON =
            OwnWords.of(
                    "Go on here:",
                    "Продолжить здесь:",
                    "Осында жалғастыру:",
                    "Hier weiter:",
                    "Continuez ici :",
                    "Siga aquí:",
                    "Continui qui:",
                    "Continue aqui:",
                    "Продовжити тут:",
                    "Buradan devam:");

    private LinkWords() {}

    /** In one segment wherever the address leaves room for a word at all. */
    static Veiled message(
            Language language, CompanionRules rules, PageSecret token, Instant until) {
        return message(WORDS, language, rules.page() + "#", token.value(), until);
    }

    /** The same of one that leads to a messenger. */
    static Veiled message(Language language, LinkPlace place, LinkToken token, Instant until) {
        return message(TO_GO_ON, language, place.shortLink(), token.written(), until);
    }

    private static Veiled message(
            OwnWords before, Language language, String link, String token, Instant until) {
        var words = before.in(language).words() + " " + link;
        var said = words.length() + token.length() <= SEGMENT ? words : link;
        return new Veiled(said + Veiled.VEIL, said + token, until);
    }
}
