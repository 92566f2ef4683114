package io.recaller.continuation;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;

/** The message with a link. */
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

    private LinkWords() {}

    /** In one segment wherever the address leaves room for a word at all. */
    static String message(Language language, CompanionRules rules, PageSecret token) {
        var link = rules.page() + "#" + token.value();
        var words = WORDS.in(language).words() + " " + link;
        return words.length() <= SEGMENT ? words : link;
    }
}
