package io.recaller.text;

import static java.util.Map.entry;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * The words of a text, each as the forms by which it is compared: a written word is the word of a
 * list when they have one in common. Stems are Snowball's; Kazakh, which it does not know, has
 * {@link KazakhEndings}; of other languages a word is only itself. Any thread.
 */
public final class WordForms {
    /** Nobody says after so many words what it is about. */
    private static final int MOST_WORDS = 400;

    private static final int LONGEST_WORD = 60;

    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['’ʼ](?=\\p{L})");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private static final Map<String, Supplier<SnowballStemmer>> STEMMERS =
            Map.ofEntries(
                    entry("en", EnglishStemmer::new),
                    entry("ru", RussianStemmer::new),
                    entry("de", GermanStemmer::new),
                    entry("fr", FrenchStemmer::new),
                    entry("es", SpanishStemmer::new),
                    entry("it", ItalianStemmer::new),
                    entry("pt", PortugueseStemmer::new),
                    entry("tr", TurkishStemmer::new));

    private static final String KAZAKH = "kk";

    private final Set<String> languages;

    /**
     * Of texts that may be in any of these languages.
     *
     * @param languages tags such as {@code ru}
     */
    public WordForms(Collection<String> languages) {
        this.languages = Set.copyOf(languages);
    }

    /** Whether words of that language are known by their forms. */
    public static boolean knows(String language) {
        return STEMMERS.containsKey(language) || language.equals(KAZAKH);
    }

    /** Small letters, without marks that only typography wants; the first 400 words. */
    public static List<String> words(String text) {
        var plain =
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replace("\u0307", "")
                        .replace('ё', 'е');
        return WORD.matcher(APOSTROPHE.matcher(plain).replaceAll(""))
                .results()
                .limit(MOST_WORDS)
                .map(found -> found.group())
                .map(word -> word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word)
                .toList();
    }

    /** Of what somebody wrote, word by word. */
    public List<Set<String>> written(String text) {
        return forms(text, true);
    }

    /** Of what is looked for, word by word; Kazakh words are given without endings. */
    public List<Set<String>> sought(String text) {
        return forms(text, false);
    }

    private List<Set<String>> forms(String text, boolean isWritten) {
        var stemmers = new HashMap<String, SnowballStemmer>();
        STEMMERS.forEach((language, stemmer) -> {
            if (languages.contains(language)) {
                stemmers.put(language, stemmer.get());
            }
        });
        var forms = new ArrayList<Set<String>>();
        for (var word : words(text)) {
            var own = stems(word, stemmers);
            if (languages.contains(KAZAKH)) {
                var kazakh = isWritten ? KazakhEndings.stems(word) : KazakhEndings.itself(word);
                kazakh.forEach(stem -> own.add(KAZAKH + ":" + stem));
            }
            forms.add(own);
        }
        return List.copyOf(forms);
    }

    private static Set<String> stems(String word, Map<String, SnowballStemmer> stemmers) {
        var stems = new HashSet<String>();
        stems.add(word);
        stemmers.forEach((language, stemmer) -> {
            stemmer.setCurrent(word);
            stemmer.stem();
            stems.add(language + ":" + stemmer.getCurrent());
        });
        return stems;
    }
}
