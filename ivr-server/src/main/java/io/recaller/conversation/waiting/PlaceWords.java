package io.recaller.conversation.waiting;

import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a waiting caller hears of their place in the queue. Nobody waits in silence: where a
 * language is missing here, English is better than nothing.
 */
final class PlaceWords {
    private static final Language ENGLISH = new Language("en");
    private static final String AHEAD = "ahead";

    private static final Text WORDS =
            Text.coded(
                    Map.ofEntries(
                            Map.entry(
                                    "en",
                                    "{ahead, plural, =0 {You are next.} one {There is one caller"
                                            + " before you.} other {There are # callers before you.}}"
                                            + " Please stay on the line."),
                            Map.entry(
                                    "ru",
                                    "{ahead, plural, =0 {Вы следующий.} one {Перед вами # человек.}"
                                            + " few {Перед вами # человека.} many {Перед вами #"
                                            + " человек.} other {Перед вами # человека.}} Оставайтесь"
                                            + " на линии."),
                            Map.entry(
                                    "kk",
                                    "{ahead, plural, =0 {Келесі кезек сіздікі.} one {Алдыңызда #"
                                            + " адам бар.} other {Алдыңызда # адам бар.}} Желіде"
                                            + " қалыңыз."),
                            Map.entry(
                                    "de",
                                    "{ahead, plural, =0 {Sie sind als Nächstes an der Reihe.} one"
                                            + " {Vor Ihnen wartet ein Anrufer.} other {Vor Ihnen warten"
                                            + " # Anrufer.}} Bitte bleiben Sie in der Leitung."),
                            Map.entry(
                                    "fr",
                                    "{ahead, plural, =0 {Vous êtes le prochain.} one {Il y a un"
                                            + " appel avant le vôtre.} other {Il y a # appels avant le"
                                            + " vôtre.}} Veuillez rester en ligne."),
                            Map.entry(
                                    "es",
                                    "{ahead, plural, =0 {Usted es el siguiente.} one {Hay una"
                                            + " llamada antes de la suya.} other {Hay # llamadas antes"
                                            + " de la suya.}} Por favor, no cuelgue."),
                            Map.entry(
                                    "it",
                                    "{ahead, plural, =0 {Lei è il prossimo.} one {C’è una chiamata"
                                            + " prima della sua.} other {Ci sono # chiamate prima della"
                                            + " sua.}} Resti in linea, per favore."),
                            Map.entry(
                                    "pt",
                                    "{ahead, plural, =0 {Você é o próximo.} one {Há uma chamada"
                                            + " antes da sua.} other {Há # chamadas antes da sua.}} Por"
                                            + " favor, aguarde na linha."),
                            Map.entry(
                                    "uk",
                                    "{ahead, plural, =0 {Ви наступні.} one {Перед вами # людина.}"
                                            + " few {Перед вами # людини.} many {Перед вами # людей.}"
                                            + " other {Перед вами # людини.}} Залишайтеся на лінії."),
                            Map.entry(
                                    "tr",
                                    "{ahead, plural, =0 {Sıradaki sizsiniz.} other {Önünüzde # kişi"
                                            + " var.}} Lütfen hatta kalın.")));

    private PlaceWords() {}

    static boolean has(Language language) {
        return language.among(WORDS.patterns().keySet()).isPresent();
    }

    /**
     * One piece to be spoken.
     *
     * @param ahead how many callers come first, 0 or more
     */
    static Prompt in(Language language, int ahead) {
        return in(language, IntStream.of(ahead)).getFirst();
    }

    /** A piece for each. */
    static List<Prompt> in(Language language, IntStream ahead) {
        var own = language.among(WORDS.patterns().keySet());
        var spoken = own.isPresent() ? language : ENGLISH;
        var each = ahead.mapToObj(callers -> Map.<String, Object>of(AHEAD, callers)).toList();
        return WORDS.each(own.orElse(ENGLISH), each).stream()
                .map(words -> new Prompt(spoken, words))
                .toList();
    }
}
