package io.recaller.continuation;

import io.recaller.message.Veiled;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.time.Instant;

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
    static Veiled message(
            Language language, CompanionRules rules, PageSecret token, Instant until) {
        var link = rules.page() + "#";
        var words = WORDS.in(language).words() + " " + link;
        var said = words.length() + token.value().length() <= SEGMENT ? words : link;
        return new Veiled(said + Veiled.VEIL, said + token.value(), until);
    }
}
