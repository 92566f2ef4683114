package io.recaller.asterisk.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ULocale;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What espeak-ng makes of values, in every language that it and ICU know. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class VoiceIT {
    private static final List<String> SUMS =
            List.of("7", "1000", "1500", "12345", "350000", "1500000", "2000000000");

    /** A paragraph of its own, so that each sample is a line of phonemes. */
    private static final String NEXT = "\n\n";

    private static final List<String> BELOW = List.of("-1500", "\u22121500", "-1500000", "-7");
    private static final String SPELLED = "{n}{n, select, other {}}";
    private static final String SPAN = "{n, duration}";

    /**
     * Written by hand; in Turkic languages espeak-ng says a numeral a little otherwise than its
     * word.
     */
    private static final Map<String, String> IN_WORDS =
            Map.of(
                    "en", "one hour thirty minutes",
                    "ru", "один час тридцать минут",
                    "kk", "1 сағат 30 минут",
                    "tr", "1 saat 30 dakika");

    private static final List<String> PATTERNS =
            List.of(
                    "{n, number}",
                    "{n}{n, plural, other {}}",
                    "{n, plural, other {#}}",
                    "{n, number, ::.00/w}");

    private List<String> espeak = List.of();

    /** Language → words → phonemes. */
    private final Map<String, Map<String, String>> spoken = new TreeMap<>();

    private final Set<String> cannotCount = new TreeSet<>();

    @BeforeAll
    void everySampleIsSpokenInEveryLanguage(@TempDir Path folder) throws Exception {
        espeak =
                new AsteriskPackages(
                                AsteriskPackages.defaultCache(System.getenv()),
                                System.getenv(),
                                _ -> {})
                        .espeakCommand();
        var known =
                Arrays.stream(ULocale.getAvailableLocales())
                        .map(ULocale::getLanguage)
                        .collect(Collectors.toCollection(TreeSet::new));
        known.retainAll(voices());
        for (var language : known) {
            listen(folder, language);
        }
        // Chuvash has no numbers in espeak-ng 1.51, and Shan runs its paragraphs together.
        assertThat(cannotCount).isSubsetOf("cv", "shn");
    }

    private Set<String> voices() throws Exception {
        var voices = new TreeSet<>(Set.of("en", "fr"));
        for (var line : run(List.of("--voices")).lines().toList()) {
            var columns = line.strip().split("\\s+", -1);
            if (columns.length > 1 && columns[1].matches("[a-z]{2,3}")) {
                voices.add(columns[1]);
            }
        }
        return voices;
    }

    @Test
    void sumsAreSpokenAsTheBareNumber() {
        var softly = new SoftAssertions();
        for (var language : spoken.keySet()) {
            for (var pattern : PATTERNS) {
                for (var sum : SUMS) {
                    softly.assertThat(heard(language, pattern, sum))
                            .as(language + " " + pattern + " " + sum)
                            .isEqualTo(heard(language, sum));
                }
            }
        }
        softly.assertAll();
        assertThat(spoken).hasSizeGreaterThan(80).containsKeys("ru", "kk", "fr", "fa", "ar", "hi");
    }

    @Test
    void aMinusIsHeard() {
        var softly = new SoftAssertions();
        for (var language : spoken.keySet()) {
            for (var below : BELOW) {
                var bare = heard(language, below.substring(1));
                softly.assertThat(heard(language, "{n, number}", below))
                        .as(language + " " + below)
                        .endsWith(bare)
                        .hasSizeGreaterThan(bare.length());
            }
        }
        softly.assertAll();
    }

    @Test
    void aDecimalSignIsHeard() {
        var softly = new SoftAssertions();
        for (var language : spoken.keySet()) {
            softly.assertThat(heard(language, "{n, number}", "1500.5"))
                    .as(language + " 1500.5")
                    .isNotEqualTo(heard(language, "1500 5"))
                    .isNotEqualTo(heard(language, "15005"));
        }
        softly.assertAll();
    }

    @Test
    void howLongSomethingTakesIsSaidInTheWordsOfTheLanguage() {
        var softly = new SoftAssertions();
        for (var language : spoken.keySet()) {
            softly.assertThat(heard(language, span(language)))
                    .as(language)
                    .doesNotContain(heard(language, "5400"));
        }
        IN_WORDS.forEach((language, words) ->
                softly.assertThat(heard(language, span(language)))
                        .as(language)
                        .isEqualTo(heard(language, words)));
        softly.assertAll();
    }

    @Test
    void digitsThatAreSpelledStaySingle() {
        var softly = new SoftAssertions();
        var others = new TreeSet<>(spoken.keySet());
        // In these espeak-ng reads every number digit by digit.
        others.removeAll(Set.of("mi", "my", "qu", "uz"));
        for (var language : others) {
            softly.assertThat(heard(language, SPELLED, "١2۳4"))
                    .as(language)
                    .isNotEqualTo(heard(language, "1234"));
        }
        softly.assertAll();
    }

    private String heard(String language, String pattern, String value) {
        return heard(language, words(language, pattern, value));
    }

    private String heard(String language, String words) {
        var inIt = Objects.requireNonNull(spoken.get(language), language);
        return Objects.requireNonNull(inIt.get(words), words);
    }

    private static String words(String language, String pattern, String value) {
        var known = new Language(language);
        var values = new Values(Map.of("n", value), spelled(pattern), ZoneId.of("UTC"));
        return new Text(Map.of(known, pattern))
                .speech(known, values)
                .orElseThrow()
                .prompts()
                .getFirst()
                .voiced();
    }

    /** Without commas: espeak-ng tells each clause in a line of its own. */
    private static String span(String language) {
        return words(language, SPAN, "5400").replaceAll("[,\u060C\u3001\u055D\u1363]", "");
    }

    private static Set<String> spelled(String pattern) {
        return pattern.equals(SPELLED) ? Set.of("n") : Set.of();
    }

    /** All samples of a language in one run, without stress, pauses and glides between words. */
    private void listen(Path folder, String language) throws Exception {
        var samples = new LinkedHashSet<>(SUMS);
        samples.addAll(List.of("1500 5", "15005", "1234"));
        PATTERNS.forEach(each -> SUMS.forEach(sum -> samples.add(words(language, each, sum))));
        BELOW.forEach(below -> samples.add(words(language, "{n, number}", below)));
        samples.add(words(language, "{n, number}", "1500.5"));
        samples.add(words(language, SPELLED, "١2۳4"));
        samples.add("5400");
        samples.add(span(language));
        samples.add(IN_WORDS.getOrDefault(language, "5400"));
        var file = Files.writeString(folder.resolve("samples"), String.join(NEXT, samples) + NEXT);
        var lines =
                run(List.of("-q", "-x", "-v", language, "-f", file.toString()))
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        if (lines.size() != samples.size()) {
            cannotCount.add(language);
            return;
        }
        var heard = new HashMap<String, String>();
        var line = lines.iterator();
        samples.forEach(sample -> heard.put(sample, line.next().replaceAll("[',_:|!# ]", "")));
        spoken.put(language, heard);
    }

    private String run(List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<>(espeak);
        command.addAll(options);
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
