package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encodings that Java does not know; the bytes are those of other programs. */
class DeclaredTextTest {
    /** By Python's codecs of these names. */
    @ParameterizedTest
    @CsvSource({
        "kz-1048, d1bcebe5ece5f2f1b3e720e1e52c208de0e7e09d20f2b3ebb33a20a120a520bd20aa20af208e, 'Сәлеметсіз бе, Қазақ тілі: Ұ Ө Ң Ғ Ү Һ'",
        "RK1048, d1bcebe5ece5f2f1b3e720e1e52c208de0e7e09d20f2b3ebb33a20a120a520bd20aa20af208e, 'Сәлеметсіз бе, Қазақ тілі: Ұ Ө Ң Ғ Ү Һ'",
        "ptcp154, d1baebe5ece5f2f1b3e720e1e52c208de0e7e09d20f2b3ebb33a20a620a4208c20812087208e, 'Сәлеметсіз бе, Қазақ тілі: Ұ Ө Ң Ғ Ү Һ'"
    })
    void kazakhIsReadAsItWasWrittenBeforeUnicode(String name, String hex, String text) {
        assertThat(DeclaredText.of(HexFormat.of().parseHex(hex), Optional.of(name)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "+BJoEMAQ3BDAEmwRIBDA & +BEAEQwRBBEEEOgQ4BDk +- English +2D3eAA-, 'Қазақша & русский + English 😀'",
        "Hi Mom -+Jjo--!, Hi Mom -☺-!",
        "+ZeVnLIqe-, 日本語",
        "1 +- 1, 1 + 1",
        "a+b, a+b"
    })
    void unicodeInSevenBitsIsReadAndWhatOnlyLooksSoIsLeft(String written, String text) {
        var bytes = written.getBytes(StandardCharsets.US_ASCII);

        assertThat(DeclaredText.of(bytes, Optional.of("UTF-7"))).isEqualTo(text);
    }
}
