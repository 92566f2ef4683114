package io.recaller.menu;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies behind a contact, as every explanation names it. */
class CauseWordsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final Topic OUTAGE = new Topic("outage");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    request | 3 h  | an open request about outage, made 3 h ago
                    repair  | 3 h  | an open request about outage (repair), made 3 h ago
                    repair  | 40 s | an open request about outage (repair), made just now
                    """)
    void aRequestIsNamedByItsKindWhereThatSaysMore(String kind, String age, String words) {
        assertThat(CauseWords.request(kind, OUTAGE, ago(age), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    fact     | 50 h | a fact about outage, true for 2 days
                    line-cut | 3 h  | a fact about outage (line-cut), true for 3 h
                    """)
    void aFactIsToldWithHowLongItHasBeenOne(String kind, String age, String words) {
        assertThat(CauseWords.fact(kind, OUTAGE, ago(age), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void contactsOfEveryChannelAreTold(Channel channel) {
        var one = CauseWords.contact(channel, Nature.INTERACTION, OUTAGE, ago("2 h"), NOW);

        assertThat(one).matches("an? [a-zSM -]+ about outage 2 h ago");
    }

    @Test
    void anArticleFitsWhatIsSaid() {
        assertThat(CauseWords.contact(Channel.EMAIL, Nature.INTERACTION, OUTAGE, NOW, NOW))
                .isEqualTo("an e-mail about outage just now");
        assertThat(CauseWords.contact(Channel.SMS, Nature.INTERACTION, OUTAGE, ago("2 h"), NOW))
                .isEqualTo("an SMS about outage 2 h ago");
    }

    private static Instant ago(String age) {
        var parts = age.split(" ", -1);
        return NOW.minusSeconds(Long.parseLong(parts[0]) * (parts[1].equals("h") ? 3600 : 1));
    }
}
