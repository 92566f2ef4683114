package io.recaller.hours;

import static io.recaller.hours.Given.at;
import static io.recaller.hours.Given.calendar;
import static io.recaller.hours.Given.event;
import static io.recaller.hours.Given.ics;
import static io.recaller.hours.Given.week;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holidays from the files that calendars are exported as. */
class CalendarReaderTest {
    private static final String ALMATY = "Asia/Almaty";

    @Test
    void anEventOfAWholeDayClosesItUnderItsName() throws BadCalendarException {
        var hours =
                open(
                        ALMATY,
                        calendar(
                                event(
                                        "DTSTART;VALUE=DATE:20261216",
                                        "DTEND;VALUE=DATE:20261218",
                                        "SUMMARY:Тәуелсіздік\\, күні",
                                        "TRANSP:TRANSPARENT")));

        assertThat(hours.isOpen(at(ALMATY, "2026-12-15T23:59:59"))).isTrue();
        assertThat(hours.isOpen(at(ALMATY, "2026-12-16T00:00"))).isFalse();
        assertThat(hours.isOpen(at(ALMATY, "2026-12-17T23:59:59"))).isFalse();
        assertThat(hours.isOpen(at(ALMATY, "2026-12-18T00:00"))).isTrue();
        assertThat(hours.holiday(LocalDate.parse("2026-12-16"))).contains("Тәуелсіздік, күні");
        assertThat(hours.holiday(LocalDate.parse("2026-12-18"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FREQ=YEARLY | 20000322 | 2027-03-22 | 2027-03-21",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH | 20001123 | 2027-11-25 | 2027-11-23",
                "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO | 20000529 | 2027-05-31 | 2027-05-24",
                "FREQ=YEARLY;INTERVAL=4 | 20240101 | 2028-01-01 | 2027-01-01",
                "FREQ=YEARLY;COUNT=3 | 20250501 | 2027-05-01 | 2028-05-01",
                "FREQ=YEARLY;UNTIL=20270501 | 20250501 | 2027-05-01 | 2028-05-01",
                "FREQ=YEARLY;UNTIL=20270501T235959Z | 20250501 | 2027-05-01 | 2028-05-01",
                "FREQ=YEARLY | 20240229 | 2028-02-29 | 2027-02-28",
                "FREQ=MONTHLY;BYMONTHDAY=-1 | 20260131 | 2027-04-30 | 2027-04-29",
                "FREQ=WEEKLY;BYDAY=FR | 20260102 | 2027-01-01 | 2027-01-02",
                "freq=yearly;wkst=su | 20200704 | 2027-07-04 | 2027-07-05"
            })
    void anEventIsRepeatedAsItsRuleSays(String rule, String start, LocalDate is, LocalDate isNot)
            throws BadCalendarException {
        var calendar = calendar(event("DTSTART;VALUE=DATE:" + start, "RRULE:" + rule));

        assertThat(calendar.closed(is)).isPresent();
        assertThat(calendar.closed(isNot)).isEmpty();
    }

    @Test
    void exceptionsAddedDatesAndMovedOnesCount() throws BadCalendarException {
        var calendar =
                calendar(
                        event(
                                "UID:1",
                                "DTSTART;VALUE=DATE:20240101",
                                "RRULE:FREQ=YEARLY",
                                "EXDATE;VALUE=DATE:20260101,20270101",
                                "RDATE;VALUE=DATE:20270104"),
                        event(
                                "UID:1",
                                "RECURRENCE-ID;VALUE=DATE:20280101",
                                "DTSTART;VALUE=DATE:20280103"),
                        event(
                                "UID:1",
                                "RECURRENCE-ID;VALUE=DATE:20290101",
                                "DTSTART;VALUE=DATE:20290101",
                                "STATUS:CANCELLED"),
                        event("UID:2", "DTSTART;VALUE=DATE:20300202", "STATUS:CANCELLED"));

        assertThat(List.of("2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01", "2030-02-02"))
                .noneMatch(day -> calendar.closed(LocalDate.parse(day)).isPresent());
        assertThat(List.of("2024-01-01", "2025-01-01", "2027-01-04", "2028-01-03", "2030-01-01"))
                .allMatch(day -> calendar.closed(LocalDate.parse(day)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";TZID=Asia/Almaty", ";TZID=\"Central Asia Standard Time\""})
    void anEventFromMidnightToMidnightIsOfWholeDays(String zone) throws BadCalendarException {
        var calendar =
                calendar(
                        event(
                                "DTSTART" + zone + ":20251216T000000",
                                "DTEND" + zone + ":20251218T000000",
                                "RRULE:FREQ=YEARLY;UNTIL=20271215T190000Z",
                                "EXDATE" + zone + ":20261216T000000"));

        assertThat(calendar.closed(LocalDate.parse("2025-12-17"))).isPresent();
        assertThat(calendar.closed(LocalDate.parse("2025-12-18"))).isEmpty();
        assertThat(calendar.closed(LocalDate.parse("2026-12-17"))).isEmpty();
        assertThat(calendar.closed(LocalDate.parse("2027-12-17")).isPresent())
                .isEqualTo(!zone.isEmpty());
    }

    @Test
    void anEventWithTimesClosesOnlyThen() throws BadCalendarException {
        var hours =
                open(
                        ALMATY,
                        calendar(
                                event(
                                        "DTSTART:20261204T140000",
                                        "DURATION:PT1H30M",
                                        "RRULE:FREQ=WEEKLY;BYDAY=FR",
                                        "BEGIN:VALARM",
                                        "TRIGGER:-PT15M",
                                        "DURATION:PT9H",
                                        "END:VALARM")));

        assertThat(hours.closesAt(at(ALMATY, "2026-12-11T10:00")))
                .contains(at(ALMATY, "2026-12-11T14:00"));
        assertThat(hours.nextOpening(at(ALMATY, "2026-12-11T14:00")))
                .contains(at(ALMATY, "2026-12-11T15:30"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTART;TZID=America/New_York:20260310T090000",
                "DTSTART;TZID=\"Eastern Standard Time\":20260310T090000",
                "DTSTART;TZID=/citadel.org/20210210_1/America/New_York:20260310T090000",
                "DTSTART:20260310T130000Z"
            })
    void timesAreThoseOfTheEventsZone(String start) throws BadCalendarException {
        var hours = open("Pacific/Chatham", calendar(event(start, "DURATION:PT2H")));

        assertThat(hours.closesAt(at("UTC", "2026-03-10T12:00")))
                .contains(at("UTC", "2026-03-10T13:00"));
        assertThat(hours.nextOpening(at("UTC", "2026-03-10T12:00")))
                .contains(at("UTC", "2026-03-10T15:00"));
    }

    @Test
    void aRepeatedTimeStaysWhereTheClockShowsIt() throws BadCalendarException {
        var hours =
                open(
                        "America/New_York",
                        calendar(
                                event(
                                        "DTSTART;TZID=America/New_York:20260302T120000",
                                        "DTEND;TZID=America/New_York:20260302T130000",
                                        "RRULE:FREQ=WEEKLY",
                                        "EXDATE;TZID=America/New_York:20260316T120000")));

        assertThat(hours.isOpen(at("America/New_York", "2026-03-09T12:30"))).isFalse();
        assertThat(hours.isOpen(at("America/New_York", "2026-03-09T11:30"))).isTrue();
        assertThat(hours.isOpen(at("America/New_York", "2026-03-16T12:30"))).isTrue();
    }

    @Test
    void whatTheSettingsSayOfADateGoesBeforeTheCalendar() throws BadCalendarException {
        var calendar =
                calendar(
                        event("DTSTART;VALUE=DATE:20261231"),
                        event("DTSTART:20261231T100000", "DURATION:PT1H"));
        var hours =
                new Hours(
                        ZoneId.of(ALMATY),
                        week("daily", "09:00-18:00"),
                        Given.special("2026-12-31", "09:00-14:00"),
                        List.of(calendar));

        assertThat(hours.isOpen(at(ALMATY, "2026-12-31T10:30"))).isTrue();
        assertThat(hours.isOpen(at(ALMATY, "2026-12-31T15:00"))).isFalse();
    }

    @Test
    void linesMayBeFoldedAndEndAsOnAnySystem() throws BadCalendarException {
        var text = ics(event("DTSTART;VALUE=DATE:2026", " 1216", "SUMMARY:Long ", " name"));

        for (var end : List.of("\r\n", "\n", "\r")) {
            var calendar =
                    CalendarReader.read("kz.ics", "\uFEFF".strip() + text.replace("\r\n", end));
            assertThat(calendar.closed(LocalDate.parse("2026-12-16"))).contains("Long name");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DTSTART;VALUE=DATE:20261316 | kz.ics:5: | 20261316, which is no day",
                "DTSTART;VALUE=DATE:2026-12-16 | kz.ics:5: | write it as 20261216",
                "SUMMARY:x | kz.ics:4: | the event 'x' has no DTSTART",
                "DTSTART:20261216T100000 | kz.ics:4: | write DTEND or DURATION",
                "DTSTART;TZID=Mars/Base:20261216T100000 | kz.ics:5: | Mars/Base",
                "DTSTART;VALUE=DATE:20261216;DTEND;VALUE=DATE:20261215 | kz.ics:6: | mend DTEND",
                "DTSTART;VALUE=DATE:20261216;DURATION:1 day | kz.ics:6: | write P1D",
                "DTSTART;VALUE=DATE:20261216;RRULE:FREQ=FOO | kz.ics:6: | FREQ=YEARLY",
                "DTSTART;VALUE=DATE:20261216;RRULE:FREQ=SECONDLY | kz.ics:6: | DAILY, WEEKLY",
                "DTSTART;VALUE=DATE:20261216;RRULE:FREQ=YEARLY_INTERVAL=0 | kz.ics:6: | 1 or more",
                "DTSTART;VALUE=DATE:20261216;RRULE:RSCALE=CHINESE_FREQ=YEARLY | kz.ics:6: | each"
                        + " day as an event",
                "DTSTART;VALUE=DATE:20261216;RRULE:FREQ=YEARLY_UNTIL=soon | kz.ics:6: | UNTIL"
            })
    void aMistakeIsToldWithLineAndRemedy(String lines, String where, String remedy) {
        var text =
                ics(event(lines.replaceAll(";(?=DTEND|DURATION|RRULE)", "\r\n").replace('_', ';')));

        assertThatThrownBy(() -> CalendarReader.read("kz.ics", text))
                .isInstanceOf(BadCalendarException.class)
                .hasMessageStartingWith(where)
                .hasMessageContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "<!DOCTYPE html><html>Sign in</html>",
                "date,name\n2026-12-16,x\n",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261216\n",
                "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART 20261216\nEND:VEVENT\nEND:VCALENDAR\n",
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT\n",
                "\u0000\u0001\u0002"
            })
    void whatIsNoCalendarIsRefused(String text) {
        assertThatThrownBy(() -> CalendarReader.read("kz.ics", text))
                .isInstanceOf(BadCalendarException.class)
                .hasMessageStartingWith("kz.ics:")
                .hasMessageContaining("export it anew");
    }

    private static Hours open(String zone, HolidayCalendar calendar) {
        return new Hours(
                ZoneId.of(zone), week("daily", "open"), SpecialDays.none(), List.of(calendar));
    }
}
