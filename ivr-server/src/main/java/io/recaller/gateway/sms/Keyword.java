package io.recaller.gateway.sms;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message that is one word with a meaning of its own on every short number (CTIA Messaging
 * Principles, 5.1.3: whatever the case, with punctuation or without).
 *
 * @param wish what is wanted
 * @param language of the word; empty: it is one everywhere
 */
record Keyword(Wish wish, Optional<String> language) {
    /** What somebody wants who writes such a word. */
    enum Wish {
        /** No more messages. */
        STOP,
        HELP,
        /** All the options of the menu. */
        ALL
    }

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}?]+|[^\\p{L}\\p{N}?]+$");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Map<String, Keyword> WORDS = words();

    /** Empty: it has no meaning of its own. */
    static Optional<Keyword> of(String text) {
        return text.length() > 60 ? Optional.empty() : Optional.ofNullable(WORDS.get(plain(text)));
    }

    private static Map<String, Keyword> words() {
        var words = new HashMap<String, Keyword>();
        add(words, Wish.STOP, "", "STOP STOPALL STOP_ALL STOPP END QUIT CANCEL UNSUBSCRIBE");
        add(words, Wish.STOP, "en", "OPTOUT OPT_OUT REVOKE");
        add(words, Wish.STOP, "ru", "СТОП ОТПИСАТЬСЯ ОТПИСКА ОТПИШИТЕ НЕ_ПИСАТЬ");
        add(words, Wish.STOP, "kk", "ТОҚТАТ ТОКТАТ ТОҚТАТУ");
        add(words, Wish.STOP, "de", "ABMELDEN ABBESTELLEN");
        add(words, Wish.STOP, "fr", "ARRET ARRÊT DESABONNER DÉSABONNER");
        add(words, Wish.STOP, "es", "BAJA ALTO");
        add(words, Wish.STOP, "it", "ANNULLA DISISCRIVI");
        add(words, Wish.STOP, "pt", "PARAR SAIR");
        add(words, Wish.STOP, "uk", "ВІДПИСАТИСЯ ВІДПИСКА");
        add(words, Wish.STOP, "tr", "DUR IPTAL İPTAL RET");
        add(words, Wish.HELP, "", "HELP INFO");
        add(words, Wish.HELP, "ru", "ПОМОЩЬ СПРАВКА");
        add(words, Wish.HELP, "kk", "КӨМЕК КОМЕК");
        add(words, Wish.HELP, "de", "HILFE");
        add(words, Wish.HELP, "fr", "AIDE");
        add(words, Wish.HELP, "es", "AYUDA");
        add(words, Wish.HELP, "it", "AIUTO");
        add(words, Wish.HELP, "pt", "AJUDA");
        add(words, Wish.HELP, "uk", "ДОПОМОГА");
        add(words, Wish.HELP, "tr", "YARDIM");
        add(words, Wish.ALL, "", "?");
        return Map.copyOf(words);
    }

    private static void add(
            Map<String, Keyword> words, Wish wish, String language, String together) {
        var keyword = new Keyword(wish, Optional.of(language).filter(tag -> !tag.isEmpty()));
        Arrays.stream(together.split(" ", -1))
                .map(each -> plain(each.replace('_', ' ')))
                .forEach(each -> words.put(each, keyword));
    }

    private static String plain(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return SPACES.matcher(EDGES.matcher(folded).replaceAll("")).replaceAll(" ");
    }
}
