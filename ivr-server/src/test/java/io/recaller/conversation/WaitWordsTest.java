package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitWordsTest {
    @ParameterizedTest
    @CsvSource({
        "kk, kk, Бір сәт күте тұрыңыз.",
        "fa, fa, یک لحظه لطفاً.",
        "tlh, en, 'One moment, please.'",
    })
    void nobodyWaitsInSilence(String spoken, String said, String words) {
        var prompt = WaitWords.in(new Language(spoken));

        assertThat(prompt.language()).isEqualTo(new Language(said));
        assertThat(prompt.words()).isEqualTo(words);
    }
}
