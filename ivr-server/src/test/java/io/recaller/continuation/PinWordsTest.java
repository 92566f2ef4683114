package io.recaller.continuation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.speech.Language;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a page for a PIN, in each language that there are words in. */
class PinWordsTest {
    /** Characters of two segments in UCS-2, and of one in GSM-7 (3GPP TS 23.040). */
    private static final int IN_UCS_2 = 2 * 67;

    private static final int IN_GSM_7 = 160;

    private static final PageSecret TOKEN =
            PageSecret.of("x".repeat(PageSecret.LETTERS_OF_PIN)).orElseThrow();

    private static String said(String language, Channel channel) {
        var link = PinLinks.at(URI.create("https://ivr.example/c"));
        return PinWords.asked(new Language(language), channel, link, TOKEN, Instant.EPOCH).clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "kk", "de", "fr", "es", "it", "pt", "uk", "tr"})
    void aShortMessageHasTwoSegmentsAtMost(String language) {
        var said = said(language, Channel.SMS);
        var isPlain = said.chars().allMatch(each -> each < 128);
        assertThat(said.length()).isLessThanOrEqualTo(isPlain ? IN_GSM_7 : IN_UCS_2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "kk", "de", "fr", "es", "it", "pt", "uk", "tr", "ja"})
    void theLinkIsWholeAndSaysHowLongItIsGoodAndHowToGetAPerson(String language) {
        assertThat(said(language, Channel.MESSENGER))
                .contains("https://ivr.example/c/pin#" + TOKEN.value() + "\n", "10", "0");
        assertThat(said(language, Channel.SMS))
                .contains("https://ivr.example/c/pin#" + TOKEN.value() + " ", "0");
    }
}
