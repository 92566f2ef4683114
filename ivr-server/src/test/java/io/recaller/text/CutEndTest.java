package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a text ends that was cut. */
class CutEndTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Тақырып: Шот бойынша сұрақ. | Тақырып: Шот бойынша сұрақ…
                    Тема: Вопрос по счёту. Не | Тема: Вопрос по счёту. Не…
                    'Is it the line, ' | Is it the line…
                    Добро пожаловать! | Добро пожаловать…
                    'Bu değil mi ?! ' | Bu değil mi…
                    请稍候。 | 请稍候…
                    already… | already…
                    and so on ... | and so on…
                    (aside) | (aside)…
                    """)
    void dotsNeverFollowAnotherClosingMark(String kept, String ended) {
        assertThat(CutEnd.dotted(kept)).isEqualTo(ended);
    }

    @Test
    void whatIsNothingButMarksIsKept() {
        assertThat(CutEnd.dotted("?! ")).isEqualTo("?!…");
        assertThat(CutEnd.dotted("")).isEqualTo("…");
    }

    @Test
    void aNameThatEndsInAMarkClosesItsSentenceItself() {
        assertThat(CutEnd.closedOnce("About: where is my order?."))
                .isEqualTo("About: where is my order?");
        assertThat(CutEnd.closedOnce("Тема: Платежи и т. д..")).isEqualTo("Тема: Платежи и т. д.");
        assertThat(CutEnd.closedOnce("Тақырып: Шот.")).isEqualTo("Тақырып: Шот.");
    }
}
