package io.recaller.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {
    private static final Language RUSSIAN = new Language("ru");

    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            textBlock =
                    """
                    Добрый день.                                   | -                    | Добрый день.
                    {v, plural, one {# день} few {# дня} other {# дней}} | 1              | 1 день
                    {v, plural, one {# день} few {# дня} other {# дней}} | 3              | 3 дня
                    {v, plural, one {# день} few {# дня} many {# дней} other {# дня}} | 11 | 11 дней
                    {v, plural, one {# день} other {# дней}}       | many                 | nothing
                    {v, date, ::EEEE}                              | 2026-11-21T20:00:00Z | воскресенье
                    {v, time, ::Hmm}                               | 2026-11-21T20:00:00Z | 01:00
                    {v, date, ::EEEE}                              | tomorrow             | nothing
                    Счёт {d}, спасибо.                             | -                    | Счёт/пять/шесть/, спасибо.
                    {d}                                            | -                    | пять/шесть
                    {v, select, yes {Счёт {d}} other {Нет}}        | yes                  | Счёт пять шесть
                    Это {v}.                                       | Алматы               | Это Алматы.
                    Нет {unknown}.                                 | -                    | nothing
                    Плохо {v                                       | -                    | nothing
                    """)
    void aPatternIsSpokenWithItsValues(String pattern, String value, String spoken) {
        var values =
                new Values(Map.of("v", value, "d", "56"), Set.of("d"), ZoneId.of("Asia/Almaty"));

        var speech = new Text(Map.of(RUSSIAN, pattern)).speech(RUSSIAN, values);

        assertThat(speech.map(TextTest::words).orElse(null)).isEqualTo(spoken);
    }

    @Test
    void onlyWhatDoesNotDependOnTheCallIsMadeAhead() {
        var spelled = new Text(Map.of(RUSSIAN, "Счёт {d}: нажмите один."));
        var amount = new Text(Map.of(RUSSIAN, "Сумма {v, number}."));

        assertThat(words(spelled.ahead(RUSSIAN, Set.of("d")))).isEqualTo("Счёт/: нажмите один.");
        assertThat(amount.ahead(RUSSIAN, Set.of("d")).isSilent()).isTrue();
    }

    @Test
    void theArgumentsOfAPatternAreKnownEvenInsideAPlural() {
        var text = new Text(Map.of(RUSSIAN, "{n, plural, other {# у {name}}}"));

        assertThat(text.arguments(RUSSIAN)).containsExactlyInAnyOrder("n", "name");
        assertThatThrownBy(() -> new Text(Map.of(RUSSIAN, "{n")).arguments(RUSSIAN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void digitsAreWordsInLanguagesWeKnowAndDigitsElsewhere() {
        assertThat(words(Spelling.digits(new Language("en"), "0-9"))).isEqualTo("zero/nine");
        assertThat(words(Spelling.digits(new Language("kk"), "6"))).isEqualTo("алты");
        assertThat(words(Spelling.digits(new Language("de"), "6"))).isEqualTo("6");
    }

    @ParameterizedTest(name = "{1}: {4} ms")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | The account ending in {d}: press one. | The account ending in five six: press one. | press one.        | 250
                    ru | Счёт {d}. Нажмите один.               | Счёт пять шесть. Нажмите один.             | Нажмите один.     | 450
                    kk | Шот {d}, бірді басыңыз.               | Шот бес алты, бірді басыңыз.               | бірді басыңыз.    | 250
                    kk | Шот {d} — бірді басыңыз.              | Шот бес алты — бірді басыңыз.              | бірді басыңыз.    | 250
                    fr | Le compte {d} : appuyez sur un.       | Le compte 5 6 : appuyez sur un.            | appuyez sur un.   | 250
                    kk | Шот {d}-ге бірді басыңыз.             | Шот бес алты ге бірді басыңыз.             | ге бірді басыңыз. | 0
                    en | You call {d} from here.               | You call five six from here.               | from here.        | 0
                    en | {d}.5 percent                         | five six .5 percent                        | .5 percent        | 0
                    """)
    void afterWhatIsSpelledAMarkIsReadAndAPauseIsHeard(
            String tag, String pattern, String heard, String last, long millis) {
        var language = new Language(tag);
        var values = new Values(Map.of("d", "56"), Set.of("d"), ZoneId.of("Asia/Almaty"));

        var speech = new Text(Map.of(language, pattern)).speech(language, values).orElseThrow();

        assertThat(speech.heard()).isEqualTo(heard);
        assertThat(speech.prompts().getLast().begun()).isEqualTo(new Prompt(language, last));
        assertThat(speech.prompts().getLast().forVoice()).isEqualTo(new Prompt(language, last));
        assertThat(speech.prompts().getLast().pause()).hasMillis(millis);
    }

    @Test
    void whatIsSaidFirstHasNoMarkAndNoPause() {
        var values = new Values(Map.of("d", ""), Set.of("d"), ZoneId.of("Asia/Almaty"));
        var speech = new Text(Map.of(RUSSIAN, "— {d}: да.")).speech(RUSSIAN, values).orElseThrow();

        assertThat(speech.heard()).isEqualTo("да.");
        assertThat(new Prompt(RUSSIAN, "Да.").pause()).isZero();
        assertThat(new Prompt(RUSSIAN, "Да.").afterSpelled().words()).isEqualTo(". Да.");
    }

    private static String words(Speech speech) {
        List<String> words = speech.prompts().stream().map(Prompt::words).toList();
        return String.join("/", words);
    }

    @Test
    void whatIsReadMayBeOtherWordsAndDigitsAreReadAsDigits() {
        var zone = ZoneId.of("Asia/Almaty");
        var values = new Values(Map.of("d", "56", "v", "Алматы"), Set.of("d"), zone);
        var text =
                new Text(
                        Map.of(RUSSIAN, "Счёт {d}: нажмите один."),
                        Map.of(RUSSIAN, "Счёт {d}, {v}? Напишите 1."));
        var alike = new Text(Map.of(RUSSIAN, "Счёт {d}?"));

        var speech = text.speech(RUSSIAN, values).orElseThrow();

        assertThat(speech.written()).isEqualTo("Счёт 56, Алматы? Напишите 1.");
        assertThat(speech.prompts())
                .extracting(Prompt::words)
                .containsExactly("Счёт", "пять", "шесть", ": нажмите один.");
        assertThat(alike.speech(RUSSIAN, values).orElseThrow().written()).isEqualTo("Счёт 56?");
        assertThat(speech.then(Speech.silence()).written()).isEqualTo(speech.written());
        assertThat(Speech.of(new Prompt(RUSSIAN, "Да.")).then(speech).written())
                .isEqualTo("Да. Счёт 56, Алматы? Напишите 1.");
        var without = new Values(Map.of("d", "56"), Set.of("d"), zone);
        assertThat(text.speech(RUSSIAN, without).orElseThrow().written())
                .as("a value for it is missing: as it is said")
                .isEqualTo("Счёт пять шесть: нажмите один.");
    }
}
