package io.recaller.conversation.waiting;

import io.recaller.routing.estimate.WaitBand;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Text;
import java.util.List;
import java.util.Map;

/**
 * What a waiting caller hears of the wait that is expected: "between five and ten minutes". Numbers
 * are words where the language inflects them and ICU has the rule; where a language is missing
 * here, English is better than nothing.
 */
final class BandWords {
    private static final Language ENGLISH = new Language("en");

    private static final Text WORDS =
            Text.coded(
                    Map.ofEntries(
                            Map.entry(
                                    "en",
                                    "{from, plural, =0 {The expected wait is less than {to, plural,"
                                            + " one {one minute} other {{to, spellout} minutes}}.}"
                                            + " other {The expected wait is between {from, spellout}"
                                            + " and {to, spellout} minutes.}}"),
                            Map.entry(
                                    "ru",
                                    "{from, plural, =0 {Ожидание займёт меньше {to, spellout,"
                                            + " %spellout-cardinal-feminine-genitive} {to, plural, one"
                                            + " {минуты} other {минут}}.} other {Ожидание займёт от"
                                            + " {from, spellout, %spellout-cardinal-feminine-genitive}"
                                            + " до {to, spellout, %spellout-cardinal-feminine-genitive}"
                                            + " минут.}}"),
                            Map.entry(
                                    "kk",
                                    "{from, plural, =0 {Күту уақыты {to} минуттан аз.} other {Күту"
                                            + " уақыты {from} минуттан {to} минутқа дейін.}}"),
                            Map.entry(
                                    "de",
                                    "{from, plural, =0 {Die voraussichtliche Wartezeit beträgt"
                                            + " weniger als {to, plural, one {eine Minute} other"
                                            + " {{to, spellout} Minuten}}.} other {Die"
                                            + " voraussichtliche Wartezeit liegt zwischen {from,"
                                            + " plural, one {einer} other {{from, spellout}}} und"
                                            + " {to, spellout} Minuten.}}"),
                            Map.entry(
                                    "fr",
                                    "{from, plural, =0 {L’attente estimée est inférieure à {to,"
                                            + " plural, =1 {une minute} other {{to, spellout,"
                                            + " %spellout-cardinal-feminine} minutes}}.} other"
                                            + " {L’attente estimée est comprise entre {from,"
                                            + " spellout, %spellout-cardinal-feminine} et {to,"
                                            + " spellout, %spellout-cardinal-feminine} minutes.}}"),
                            Map.entry(
                                    "es",
                                    "{from, plural, =0 {El tiempo de espera estimado es de menos de"
                                            + " {to, plural, =1 {un minuto} other {{to, spellout}"
                                            + " minutos}}.} other {El tiempo de espera estimado es"
                                            + " de entre {from, spellout,"
                                            + " %spellout-cardinal-masculine} y {to, spellout}"
                                            + " minutos.}}"),
                            Map.entry(
                                    "it",
                                    "{from, plural, =0 {L’attesa prevista è inferiore a {to,"
                                            + " plural, =1 {un minuto} other {{to, spellout} minuti}}.}"
                                            + " other {L’attesa prevista è tra {from, spellout} e {to,"
                                            + " spellout} minuti.}}"),
                            Map.entry(
                                    "pt",
                                    "{from, plural, =0 {O tempo de espera estimado é inferior a"
                                            + " {to, plural, =1 {um minuto} other {{to, spellout}"
                                            + " minutos}}.} other {O tempo de espera estimado é de"
                                            + " {from, spellout} a {to, spellout} minutos.}}"),
                            Map.entry(
                                    "uk",
                                    "{from, plural, =0 {Очікування триватиме менше {to} {to,"
                                            + " plural, one {хвилини} other {хвилин}}.} other"
                                            + " {Очікування триватиме від {from} до {to} хвилин.}}"),
                            Map.entry(
                                    "tr",
                                    "{from, plural, =0 {Tahmini bekleme süresi {to, spellout}"
                                            + " dakikadan az.} other {Tahmini bekleme süresi {from,"
                                            + " spellout} ile {to, spellout} dakika arasında.}}")));

    private BandWords() {}

    static boolean has(Language language) {
        return language.among(WORDS.patterns().keySet()).isPresent();
    }

    /** One piece to be spoken. */
    static Prompt in(Language language, WaitBand band) {
        return in(language, List.of(band)).getFirst();
    }

    /** A piece for each. */
    static List<Prompt> in(Language language, List<WaitBand> bands) {
        var own = language.among(WORDS.patterns().keySet());
        var spoken = own.isPresent() ? language : ENGLISH;
        return WORDS
                .each(own.orElse(ENGLISH), bands.stream().map(BandWords::minutes).toList())
                .stream()
                .map(words -> new Prompt(spoken, words))
                .toList();
    }

    private static Map<String, Object> minutes(WaitBand band) {
        return Map.of("from", band.fromMinutes(), "to", band.toMinutes());
    }
}
