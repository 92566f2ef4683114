package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long something lasts, and how large it is, as people read it. */
final class SpanWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PT0S       | 0 s           | 0:00    | 0 min
                    PT48.9S    | 48 s          | 0:48    | 0 min
                    PT3M38S    | 3 min 38 s    | 3:38    | 3 min
                    PT4M       | 4 min         | 4:00    | 4 min
                    PT1H2M59S  | 1 h 2 min     | 1:02:59 | 62 min
                    PT3H       | 3 h           | 3:00:00 | 3 h
                    PT47H59M   | 47 h 59 min   | 47:59:00 | 47 h
                    PT76H      | 3 days 4 h    | 76:00:00 | 3 days
                    PT-5S      | 0 s           | 0:00    | 0 min
                    """)
    void aSpanIsToldWithItsUnitsAndInAColumnAsAClockShowsIt(
            Duration span, String words, String clock, String roughly) {
        assertThat(SpanWords.of(span)).isEqualTo(words);
        assertThat(SpanWords.clock(span)).isEqualTo(clock);
        assertThat(SpanWords.roughly(span)).isEqualTo(roughly);
    }

    @Test
    void betweenTwoInstantsItIsTheSame() {
        var noon = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(SpanWords.between(noon, noon.plusSeconds(218))).isEqualTo("3 min 38 s");
        assertThat(SpanWords.clock(noon, noon.plusSeconds(218))).isEqualTo("3:38");
        assertThat(SpanWords.between(noon.plusSeconds(1), noon)).isEqualTo("0 s");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "950,950 B",
        "21300,21 kB",
        "999999,1 MB",
        "1440000,1.4 MB",
        "25000000,25 MB",
        "134217728,134 MB",
        "10000000000,10 GB",
        "99950000000,100 GB",
        "2500000000000,2.5 TB",
        "-1,0 B"
    })
    void aSizeIsDecimalWithTheUnitThatFits(long bytes, String words) {
        assertThat(SizeWords.of(bytes)).isEqualTo(words);
    }
}
