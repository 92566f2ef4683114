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
                    Счёт {d}, спасибо.                             | -                    | Счёт/пять/шесть/спасибо.
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

        assertThat(words(spelled.ahead(RUSSIAN, Set.of("d")))).isEqualTo("Счёт/нажмите один.");
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
                .containsExactly("Счёт", "пять", "шесть", "нажмите один.");
        assertThat(alike.speech(RUSSIAN, values).orElseThrow().written()).isEqualTo("Счёт 56?");
        assertThat(speech.then(Speech.silence()).written()).isEqualTo(speech.written());
        assertThat(Speech.of(new Prompt(RUSSIAN, "Да.")).then(speech).written())
                .isEqualTo("Да. Счёт 56, Алматы? Напишите 1.");
        var without = new Values(Map.of("d", "56"), Set.of("d"), zone);
        assertThat(text.speech(RUSSIAN, without).orElseThrow().written())
                .as("a value for it is missing: as it is said")
                .isEqualTo("Счёт пять шесть нажмите один.");
    }
}
