package io.recaller.conversation.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.routing.estimate.WaitBand;
import io.recaller.speech.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A band of minutes in the words of each language that the product speaks. */
class BandWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | 5 | 10 | The expected wait is between five and ten minutes.
                    en | 1 | 2 | The expected wait is between one and two minutes.
                    en | 0 | 1 | The expected wait is less than one minute.
                    en | 0 | 21 | The expected wait is less than twenty-one minutes.
                    ru | 5 | 10 | Ожидание займёт от пяти до десяти минут.
                    ru | 1 | 2 | Ожидание займёт от одной до двух минут.
                    ru | 0 | 1 | Ожидание займёт меньше одной минуты.
                    ru | 0 | 2 | Ожидание займёт меньше двух минут.
                    ru | 20 | 21 | Ожидание займёт от двадцати до двадцати одной минут.
                    kk | 5 | 10 | Күту уақыты 5 минуттан 10 минутқа дейін.
                    kz | 5 | 10 | Күту уақыты 5 минуттан 10 минутқа дейін.
                    ukr | 5 | 10 | Очікування триватиме від 5 до 10 хвилин.
                    kk | 0 | 2 | Күту уақыты 2 минуттан аз.
                    de | 1 | 2 | Die voraussichtliche Wartezeit liegt zwischen einer und zwei Minuten.
                    de | 0 | 1 | Die voraussichtliche Wartezeit beträgt weniger als eine Minute.
                    fr | 20 | 30 | L’attente estimée est comprise entre vingt et trente minutes.
                    fr | 1 | 2 | L’attente estimée est comprise entre une et deux minutes.
                    es | 1 | 2 | El tiempo de espera estimado es de entre un y dos minutos.
                    it | 5 | 10 | L’attesa prevista è tra cinque e dieci minuti.
                    pt | 0 | 1 | O tempo de espera estimado é inferior a um minuto.
                    uk | 0 | 1 | Очікування триватиме менше 1 хвилини.
                    uk | 5 | 10 | Очікування триватиме від 5 до 10 хвилин.
                    tr | 5 | 10 | Tahmini bekleme süresi beş ile on dakika arasında.
                    """)
    void aBandIsSaidAsPeopleSayIt(String language, int from, int to, String words) {
        var prompt = BandWords.in(new Language(language), new WaitBand(from, to));

        assertThat(prompt.words()).isEqualTo(words);
        assertThat(prompt.language()).isEqualTo(new Language(language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "kk", "de", "fr", "es", "it", "pt", "uk", "tr"})
    void eachLanguageHasWordsForEachBandThatIsTold(String language) {
        assertThat(WaitBand.SCALE)
                .allSatisfy(band ->
                        assertThat(BandWords.in(new Language(language), band).words())
                                .doesNotContain("{", "%", "null")
                                .endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "xx"})
    void aLanguageWithoutWordsIsSpokenToInEnglish(String language) {
        var prompt = BandWords.in(new Language(language), new WaitBand(5, 10));

        assertThat(prompt.language()).isEqualTo(new Language("en"));
    }
}
