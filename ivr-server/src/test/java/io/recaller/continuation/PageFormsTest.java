package io.recaller.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Entry;
import io.recaller.speech.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page says beside the box for a value. */
class PageFormsTest {
    @ParameterizedTest
    @CsvSource({
        "KZT, en, Kazakhstani Tenge",
        "KZT, kk, Қазақстан теңгесі",
        "KZT, kz, Қазақстан теңгесі",
        "EUR, ru, евро",
        "points, ru, points",
        "usd, ru, usd",
    })
    void moneyHasItsNameInTheReadersLanguage(String unit, String language, String shown) {
        var field =
                PageTurn.asked(new Entry.Amount(unit), "sum", new Language(language), false, false);

        assertThat(field.unit()).isEqualTo(shown);
    }
}
