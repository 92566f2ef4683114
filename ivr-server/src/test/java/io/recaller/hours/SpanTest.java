package io.recaller.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times and days as operators write them. */
class SpanTest {
    @ParameterizedTest
    @CsvSource({
        "09:00-18:00, 540, 1080",
        "9:00 - 18:30, 540, 1110",
        "09:00–18:00, 540, 1080",
        "00:00-24:00, 0, 1440",
        "18:00-00:00, 1080, 1440",
        "22:00-06:00, 1320, 1800",
        "06:00-02:00, 360, 1560",
        "18:00-09:00, 1080, 1980"
    })
    void timesAreRead(String text, int from, int to) {
        assertThat(Span.parse(text)).isEqualTo(new Span(from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9-18 | write 09:00-18:00",
                "9.00-18.00 | write 09:00-18:00",
                "0900-1800 | write 09:00-18:00",
                "9am-6pm | write 09:00-18:00",
                "9:30 a.m. to 12 pm | write 09:30-12:00",
                "from 9 to 18 | write 09:00-18:00",
                "с 9 до 18 | write 09:00-18:00",
                "9h-18h30 | write 09:00-18:30",
                "25:00-26:00 | go from 00:00 to 24:00",
                "09:75-18:00 | go from 00:00 to 24:00",
                "09:00-09:00 | write open for all day",
                "00:00-00:00 | write open for all day",
                "18:00-17:00 | write 17:00-18:00",
                "10:00-09:00 | 00:00-09:00, 10:00-24:00",
                "24:00-06:00 | write 00:00 of the next day",
                "noon | such as 09:00-18:00"
            })
    void aSlipIsToldWithWhatToWrite(String text, String remedy) {
        assertThatThrownBy(() -> Span.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(remedy);
    }

    @Test
    void timesOfADayMayNotOverlapInAnyOrder() {
        assertThatThrownBy(() -> Spans.parse(List.of("14:00-19:00", "09:00-14:30")))
                .hasMessageContaining("overlapping times 09:00-14:30 and 14:00-19:00");
        assertThat(Spans.parse(List.of("14:00-19:00", "09:00-14:00")).all()).hasSize(2);
    }

    @Test
    void aNightShiftMayNotRunIntoTheNextDay() {
        assertThat(Given.week("sun", "22:00-06:00", "mon", "05:00-09:00").clash())
                .hasValueSatisfying(clash -> {
                    assertThat(clash.day()).isEqualTo(DayOfWeek.MONDAY);
                    assertThat(clash.message()).contains("sunday's 22:00-06:00");
                });
        assertThat(Given.week("daily", "22:00-06:00").clash()).isEmpty();
        assertThat(Given.week("mon", "22:00-06:00", "tue", "06:00-09:00").clash()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "monday | MONDAY",
                "Mon-Wed | MONDAY,TUESDAY,WEDNESDAY",
                "sat - mon | SATURDAY,SUNDAY,MONDAY",
                "sunday-thursday | SUNDAY,MONDAY,TUESDAY,WEDNESDAY,THURSDAY",
                "tue,thurs, SAT | TUESDAY,THURSDAY,SATURDAY",
                "daily | MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY,SATURDAY,SUNDAY"
            })
    void daysAreRead(String text, String days) {
        assertThat(DayNames.parse(text).orElseThrow())
                .containsExactlyElementsOf(
                        List.of(days.split(",")).stream().map(DayOfWeek::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mondey", "", "mon-", "mon-tue-wed", "weekend", "1", "mon,,tue"})
    void whatIsNoDayIsNone(String text) {
        assertThat(DayNames.parse(text)).isEmpty();
    }
}
