package io.recaller.conversation.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceWordsTest {
    @ParameterizedTest
    @CsvSource({
        "en, 0, en, You are next. Please stay on the line.",
        "de, 2, de, Vor Ihnen warten 2 Anrufer. Bitte bleiben Sie in der Leitung.",
        "uk, 5, uk, Перед вами 5 людей. Залишайтеся на лінії.",
        "fr, 1, fr, Il y a un appel avant le vôtre. Veuillez rester en ligne.",
        "kz, 1, kz, Алдыңызда 1 адам бар. Желіде қалыңыз.",
        "rus, 0, rus, Вы следующий. Оставайтесь на линии.",
        "ja, 2, en, There are 2 callers before you. Please stay on the line.",
        "tlh, 1, en, There is one caller before you. Please stay on the line."
    })
    void theirPlaceIsToldInEveryLanguage(String language, int ahead, String said, String words) {
        var prompt = PlaceWords.in(new Language(language), ahead);

        assertThat(prompt.language()).isEqualTo(new Language(said));
        assertThat(prompt.words()).isEqualTo(words);
        assertThat(StillWaiting.speaks(new Language(language))).isEqualTo(language.equals(said));
    }
}
