package io.recaller.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Unserved;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords.LastWord;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AmiLastWordsTest {
    private static final Instant AT = Instant.ofEpochSecond(1_795_638_653L);
    private static final String CONTACT = "019b0000-0000-7000-8000-00000000beef";

    @Test
    void whatTheDialplanKeptIsReadWithItsPlaceAndTime() {
        var ended = AmiLastWords.read(CONTACT, CONTACT + "/ringgroup/1795638653/16");
        var menu = AmiLastWords.read(CONTACT, CONTACT + "/menu/1795638653/");

        assertThat(ended).contains(new LastWord(true, AT, HangUp.UNTOLD, Optional.empty()));
        assertThat(menu).contains(new LastWord(false, AT, HangUp.UNTOLD, Optional.empty()));
    }

    @Test
    void whoEndedItIsReadTooAndInTheRingGroupWhatLedThere() {
        var waited = AmiLastWords.read(CONTACT, CONTACT + "/wait/1795638653/16/limit");
        var given = AmiLastWords.read(CONTACT, CONTACT + "/ringgroup/1795638653/16/longest-wait");
        var later = AmiLastWords.read(CONTACT, CONTACT + "/wait/1795638653/16/a-word-to-come");

        assertThat(waited).contains(new LastWord(false, AT, HangUp.AT_LIMIT, Optional.empty()));
        assertThat(given)
                .contains(
                        new LastWord(true, AT, HangUp.UNTOLD, Optional.of(Unserved.LONGEST_WAIT)));
        assertThat(later).contains(new LastWord(false, AT, HangUp.UNTOLD, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "16/, UNTOLD",
        "0/, LINE_LOST",
        "0/caller, BY_CALLER",
        "44/caller, LINE_LOST",
        "38/limit, AT_LIMIT",
        "/caller, BY_CALLER"
    })
    void aLineThatFailedAndAnAsteriskThatWasStoppedAreNobodys(String kept, HangUp how) {
        assertThat(AmiLastWords.read(CONTACT, CONTACT + "/wait/1795638653/" + kept))
                .contains(new LastWord(false, AT, how, Optional.empty()));
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
