package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.TextPieces.Measure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long texts without a blank in them. */
class TextPiecesTest {
    @ParameterizedTest
    @ValueSource(strings = {"👨‍👩‍👧‍👦", "🇰🇿", "👍🏽", "क्षि", "й", "1️⃣", "가", "𝒳"})
    void noLetterIsCutHoweverItIsMade(String letter) {
        var text = letter.repeat(100);

        for (var most = 30; most < 60; most++) {
            var units = new TextPieces(most).of(text);
            var bytes = new TextPieces(most, Measure.BYTES).of(text);

            assertThat(String.join("", units)).isEqualTo(text);
            assertThat(units).allMatch(piece -> piece.replace(letter, "").isEmpty());
            assertThat(bytes).allMatch(piece -> piece.replace(letter, "").isEmpty());
            var longest = most;
            assertThat(bytes)
                    .allMatch(piece -> piece.getBytes(StandardCharsets.UTF_8).length <= longest);
            var cut = new TextPieces(most).shortened(text);
            assertThat(cut).endsWith("…").hasSizeLessThanOrEqualTo(most);
            assertThat(cut.replace(letter, "")).isEqualTo("…");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void aLetterThatIsLongerThanAPieceIsCutAndNothingOfItIsLost(int most) {
        var towering = "a" + "\u0301".repeat(50);

        assertThat(String.join("", new TextPieces(most).of(towering))).isEqualTo(towering);
    }
}
