package io.recaller.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "se, se"
    })
    void aTagIsKeptAsBcp47WritesIt(String written, String kept) {
        assertThat(Language.plain(written)).isEqualTo(kept);
    }
}
