package io.recaller.flow;

import io.recaller.text.WordForms;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words by which whoever writes asks to be called back, in whatever flow and language: a message is
 * one of them, with or without what is only polite. Pure.
 */
public final class CallMeWords {
    private static final int LONGEST = 80;

    private static final Set<String> POLITE =
            words(
                    "please",
                    "pls",
                    "can",
                    "could",
                    "you",
                    "пожалуйста",
                    "можете",
                    "өтінемін",
                    "bitte",
                    "svp",
                    "por",
                    "per",
                    "favor",
                    "favore",
                    "будь",
                    "ласка",
                    "lütfen");

    private static final Set<String> ASKED =
            words(
                    "call me",
                    "call me back",
                    "call back",
                    "callback",
                    "a callback",
                    "ring me",
                    "ring me back",
                    "phone me",
                    "перезвоните",
                    "перезвоните мне",
                    "перезвони",
                    "перезвони мне",
                    "позвоните мне",
                    "позвони мне",
                    "обратный звонок",
                    "маған қоңырау шалыңыз",
                    "маған қоңырау шалыңызшы",
                    "қайта қоңырау шалыңыз",
                    "маған қайта қоңырау шалыңыз",
                    "қоңырау шалыңыз",
                    "маған хабарласыңыз",
                    "rufen sie mich an",
                    "rufen sie mich zurück",
                    "ruf mich an",
                    "ruf mich zurück",
                    "rückruf",
                    "rappelez moi",
                    "appelez moi",
                    "rappel",
                    "llámeme",
                    "llámame",
                    "llámenme",
                    "devuélvame la llamada",
                    "mi chiami",
                    "mi richiami",
                    "richiamatemi",
                    "chiamatemi",
                    "ligue me",
                    "liguem me",
                    "me ligue",
                    "me liga",
                    "передзвоніть",
                    "передзвоніть мені",
                    "зателефонуйте мені",
                    "beni arayın",
                    "beni ara",
                    "beni geri arayın",
                    "geri arayın");

    private CallMeWords() {}

    /** Whether that is all that a message asks for. */
    public static boolean ask(String text) {
        return text.length() <= LONGEST && ASKED.contains(plain(text));
    }

    private static Set<String> words(String... all) {
        return Arrays.stream(all)
                .map(each -> String.join(" ", WordForms.words(each)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String plain(String text) {
        return WordForms.words(text).stream()
                .filter(word -> !POLITE.contains(word))
                .collect(Collectors.joining(" "));
    }
}
