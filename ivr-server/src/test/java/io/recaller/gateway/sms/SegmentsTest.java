package io.recaller.gateway.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a text costs, and that it is the same text when it was put together again. */
class SegmentsTest {
    @ParameterizedTest
    @CsvSource({
        "a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "я, 70, 1", "я, 71, 2", "я, 134, 2",
        "я, 135, 3", "€, 80, 1", "€, 81, 2", "€, 152, 2", "€, 153, 3", "😀, 35, 1", "😀, 36, 2",
        "😀, 66, 2", "😀, 67, 3", "ı, 70, 1", "ç, 71, 2", "Ç, 160, 1", "ұ, 70, 1", "ß, 160, 1"
    })
    void aTextTakesAsManySegmentsAsTheNetworkChargesFor(String letter, int times, int segments) {
        assertThat(Segments.count(letter.repeat(times))).isEqualTo(segments);
    }

    @Test
    void noLetterIsCutInTwo() {
        var emoji = Segments.of("я".repeat(66) + "😀" + "я".repeat(10));
        var extended = Segments.of("a".repeat(152) + "€" + "a".repeat(10));

        assertThat(emoji.parts().getFirst()).isEqualTo("я".repeat(66));
        assertThat(emoji.parts().get(1)).startsWith("😀");
        assertThat(extended.parts().getFirst()).isEqualTo("a".repeat(152));
        assertThat(extended.parts().get(1)).startsWith("€");
    }

    @Property(tries = 300)
    void whateverIsTakenApartIsPutTogetherAgain(@ForAll String text) {
        assertThat(String.join("", Segments.of(text).parts())).isEqualTo(text);
    }

    @Property(tries = 300)
    void noSegmentIsLongerThanTheNetworkCarries(@ForAll("texts") String text) {
        var segments = Segments.of(text);

        assertThat(segments.parts())
                .allSatisfy(part -> assertThat(octets(segments, part)).isLessThanOrEqualTo(140));
        assertThat(String.join("", segments.parts())).isEqualTo(text);
    }

    /** With six octets of header where there are several. */
    private static int octets(Segments segments, String part) {
        var header = segments.parts().size() > 1 ? 6 : 0;
        return segments.isGsm()
                ? (int)
                        Math.ceil(
                                (Math.ceil(header * 8 / 7.0) + Gsm7.encode(part).length) * 7 / 8.0)
                : header + part.getBytes(StandardCharsets.UTF_16BE).length;
    }

    @Property(tries = 300)
    void theAlphabetOfGsmIsReadAsItWasWritten(@ForAll("gsm") String text) {
        assertThat(Gsm7.holds(text)).isTrue();
        assertThat(Gsm7.decode(Gsm7.encode(text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab €[]{}~^|\\ñя😀ş\n".replace("😀", ""))
                .ofMaxLength(500)
                .flatMap(text -> Arbitraries.of(text, text + "😀".repeat(text.length() / 3)));
    }

    @Provide
    Arbitrary<String> gsm() {
        return Arbitraries.strings()
                .withChars("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ ¤¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€\fazAZ09")
                .ofMaxLength(400);
    }
}
