package io.recaller.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitHereTest {
    private static final Optional<ZonedDateTime> MONDAY =
            Optional.of(ZonedDateTime.of(2026, 11, 30, 9, 30, 0, 0, ZoneId.of("Asia/Almaty")));

    @ParameterizedTest
    @CsvSource({"en, Monday", "ru, понедельник", "kk, дүйсенбі", "de, Montag", "tr, Pazartesi"})
    void whenItOpensIsSaidInTheLanguageOfTheWordsAndTheZoneOfTheHours(String tag, String day) {
        var text = WaitHere.in(new Language(tag), MONDAY).text();

        assertThat(text).containsIgnoringCase(day).contains("30").contains("9").doesNotContain("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "xx"})
    void aLanguageWithoutWordsHasEnglishOnesAndAnEnglishDate(String tag) {
        assertThat(WaitHere.in(new Language(tag), MONDAY).text())
                .startsWith("We are closed now.")
                .contains("Monday, November 30");
    }

    @Test
    void everyLanguageHasWordsOfItsOwn() {
        var texts = new HashSet<String>();
        for (var tag : "en ru kk de fr es it pt uk tr".split(" ", -1)) {
            texts.add(WaitHere.in(new Language(tag), Optional.empty()).text());
            texts.add(WaitHere.in(new Language(tag), MONDAY).text());
        }
        assertThat(texts).hasSize(20);
    }
}
