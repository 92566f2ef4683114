package io.recaller.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Languages as other systems write them. */
final class LanguageTest {
    @ParameterizedTest
    @CsvSource({
        "kk-KZ-u-nu-latn, kk-KZ-u-nu-latn",
        "en-x-crm, en-x-crm",
        "zh-Hant, zh-Hant",
        "rus, ru",
        "kaz, kk",
        "RU, ru",
        "kk_KZ, kk-KZ",
        "pt-br, pt-BR",
        "zh_hant_tw, zh-Hant-TW",
        "yue, yue",
        "zh-yue, yue",
        "kz, kk",
        "KZ_kz, kk-KZ",
        "ua, uk",
        "se, se",
        "' rus ', ru",
        "ru_RU.UTF-8, ru-RU",
        "GER, de",
        "fre-ca, fr-CA",
        "per, fa",
        "rus_KZ, ru-KZ"
    })
    void aTagIsKeptAsBcp47WritesIt(String written, String kept) {
        assertThat(Language.kept(written)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "Русский", "russian", "r", "und", "mul", "*", "ru, en", "ru;q=1", "k\0"
            })
    void whatIsNoLanguageIsNotKept(String written) {
        assertThat(Language.kept(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kk", "kz", "kaz"})
    void wordsAreFoundWhicheverWayTheirLanguageIsWritten(String asked) {
        var language = new Language(asked);

        assertThat(language.in(Map.of("kk", "Сәлем", "ru", "Привет"))).contains("Сәлем");
        assertThat(language.in(Map.of("kz", "Сәлем", "ru", "Привет"))).contains("Сәлем");
        assertThat(language.in(Map.of("kaz", "Сәлем", "rus", "Привет"))).contains("Сәлем");
        assertThat(language.in(Map.of("ru", "Привет"))).isEmpty();
        assertThat(language.locale()).hasToString("kk");
    }
}
