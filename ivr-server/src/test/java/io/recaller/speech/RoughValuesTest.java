package io.recaller.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a look-up answers is read or not, soon; what is spoken of it has nothing invisible. */
@Timeout(20)
final class RoughValuesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Almaty");

    @Test
    void aValueIsReadOrNotAndNothingFails() {
        for (var text : Rough.texts(1, 1_000)) {
            for (var written : List.of(text, "5" + text, "2026-11-21T23:05" + text, text + "5")) {
                for (var wanted : Wanted.values()) {
                    if (wanted.fits(written, ZONE) && wanted == Wanted.NUMBER) {
                        assertThat(Numerals.parse(written).orElseThrow().precision())
                                .isLessThan(40);
                    }
                }
            }
        }
    }

    @Test
    void aValueThatIsSpokenHasNoMarksForTheEye() {
        for (var language : List.of("en", "ru", "ar")) {
            for (var text : Rough.texts(2, 200)) {
                if (text.length() > 1_000) {
                    continue;
                }
                for (var pattern : List.of("{n}", "{n, number}", "{n, time, short}")) {
                    new Text(Map.of(new Language(language), pattern))
                            .speech(
                                    new Language(language),
                                    new Values(Map.of("n", text), Set.of(), ZONE))
                            .ifPresent(speech ->
                                    assertThat(speech.prompts())
                                            .allSatisfy(prompt ->
                                                    assertThat(prompt.voiced())
                                                            .doesNotContainPattern(
                                                                    "[\\u00A0\\u202F\\u200B\\u202E\\uFEFF]")));
                }
            }
        }
    }
}
