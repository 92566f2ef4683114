package io.recaller.conversation;

import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import io.recaller.speech.Prompt;
import java.util.Map;

/**
 * What a caller hears when there is nothing else to say in time. Nobody waits in silence: where a
 * language is missing here, English is better than nothing.
 */
final class WaitWords {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("en", "One moment, please."),
                    Map.entry("ru", "Одну минуту, пожалуйста."),
                    Map.entry("kk", "Бір сәт күте тұрыңыз."),
                    Map.entry("de", "Einen Moment, bitte."),
                    Map.entry("fr", "Un instant, s’il vous plaît."),
                    Map.entry("es", "Un momento, por favor."),
                    Map.entry("it", "Un momento, per favore."),
                    Map.entry("pt", "Um momento, por favor."),
                    Map.entry("nl", "Een ogenblik, alstublieft."),
                    Map.entry("pl", "Chwileczkę, proszę."),
                    Map.entry("cs", "Okamžik, prosím."),
                    Map.entry("uk", "Одну хвилину, будь ласка."),
                    Map.entry("tr", "Bir dakika lütfen."),
                    Map.entry("ro", "Un moment, vă rog."),
                    Map.entry("hu", "Egy pillanat, kérem."),
                    Map.entry("sv", "Ett ögonblick, tack."),
                    Map.entry("da", "Et øjeblik, tak."),
                    Map.entry("fi", "Hetkinen, olkaa hyvä."),
                    Map.entry("el", "Μια στιγμή, παρακαλώ."),
                    Map.entry("bg", "Един момент, моля."),
                    Map.entry("ka", "ერთი წუთი, გთხოვთ."),
                    Map.entry("id", "Mohon tunggu sebentar."),
                    Map.entry("ar", "لحظة من فضلك."),
                    Map.entry("fa", "یک لحظه لطفاً."),
                    Map.entry("hi", "कृपया एक क्षण रुकिए।"),
                    Map.entry("zh", "请稍等。"),
                    Map.entry("ja", "少々お待ちください。"),
                    Map.entry("ko", "잠시만 기다려 주세요."));

    private static final OwnWords TYPING =
            OwnWords.of(
                    "Take your time, I follow your page.",
                    "Не торопитесь, я слежу за вашей страницей.",
                    "Асықпаңыз, бетіңізді қарап тұрмын.",
                    "Lassen Sie sich Zeit, ich folge Ihrer Seite.",
                    "Prenez votre temps, je suis votre page.",
                    "Tómese su tiempo, sigo su página.",
                    "Faccia con calma, seguo la sua pagina.",
                    "Não tenha pressa, acompanho a sua página.",
                    "Не поспішайте, я стежу за вашою сторінкою.",
                    "Acele etmeyin, sayfanızı takip ediyorum.");

    private WaitWords() {}

    /** Said to who types on a page beside the call. */
    static Prompt typing(Language language) {
        return TYPING.in(language);
    }

    static boolean has(Language language) {
        return language.in(WORDS).isPresent();
    }

    /** One piece to be spoken. */
    static Prompt in(Language language) {
        return language.in(WORDS)
                .map(own -> new Prompt(language, own))
                .orElseGet(() -> new Prompt(new Language("en"), WORDS.getOrDefault("en", "")));
    }
}
