package io.recaller.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.LastWords.LastWord;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AmiLastWordsTest {
    private static final String CONTACT = "019b0000-0000-7000-8000-00000000beef";

    @Test
    void whatTheDialplanKeptIsReadWithItsPlaceAndTime() {
        var ended = AmiLastWords.read(CONTACT, CONTACT + "/ringgroup/1795638653/16");
        var menu = AmiLastWords.read(CONTACT, CONTACT + "/menu/1795638653/");

        assertThat(ended).contains(new LastWord(true, Instant.ofEpochSecond(1_795_638_653L)));
        assertThat(menu).contains(new LastWord(false, Instant.ofEpochSecond(1_795_638_653L)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsAnothersOrNoSuchWordIsNone(@Nullable String kept) {
        assertThat(AmiLastWords.read(CONTACT, kept)).isEmpty();
    }

    static Stream<@Nullable String> others() {
        return Stream.of(
                null,
                "",
                "(null)",
                "019b0000-0000-7000-8000-00000001beef/ringgroup/1795638653/16",
                CONTACT,
                CONTACT + "/ringgroup/-5/16",
                CONTACT + "/ringgroup/99999999999999/16",
                CONTACT + "/ringgroup/1795638653/16\nEvent: Forged",
                "\0");
    }
}
