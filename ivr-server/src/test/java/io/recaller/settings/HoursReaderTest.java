package io.recaller.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recaller.hours.Hours;
import io.recaller.settings.file.SettingsException;
import io.recaller.settings.file.SettingsFile;
import io.recaller.settings.queue.HoursPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening hours as operators write them. */
class HoursReaderTest {
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final String LEAST =
            """
            time-zone: Asia/Almaty
            numbers: {8000: telecom}
            agi: {token: t0ken}
            ami: {secret: s3cret}
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void theExampleOfThePageIsTaken() throws IOException {
        calendar("DTSTART;VALUE=DATE:20261216", "SUMMARY:Independence Day");
        var page = Files.readString(Path.of("../docs/configuration.md"));
        var example = page.substring(page.indexOf("hours:\n"));

        var hours = settings(example.substring(0, example.indexOf("```"))).hours();

        var support = plan(hours, "support");
        assertThat(isOpen(support, "2026-11-27T09:00")).isTrue();
        assertThat(isOpen(support, "2026-12-16T12:00")).isFalse();
        assertThat(support.holiday(LocalDate.parse("2026-12-16"))).contains("Independence Day");
        assertThat(isOpen(support, "2026-12-31T13:59")).isTrue();
        assertThat(isOpen(support, "2026-12-31T14:00")).isFalse();
        assertThat(support.holiday(LocalDate.parse("2026-12-31"))).contains("New Year's Eve");
        assertThat(isOpen(support, "2029-01-01T12:00")).isFalse();
        assertThat(isOpen(plan(hours, "night"), "2026-11-27T07:59")).isTrue();
        assertThat(plan(hours, "nepal").zone()).isEqualTo(ZoneId.of("Asia/Kathmandu"));
        assertThat(isOpen(plan(hours, "emergency"), "2026-12-16T03:00")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2026-12-31 09:00-14:00 Eve]",
                "['2026-12-31: 09:00-14:00 Eve']",
                "[2026-12-31: '09:00-14:00 Eve']",
                "{2026-12-31: '09:00-14:00 Eve'}",
                "[{date: 2026-12-31, open: '09:00-14:00', name: Eve}]",
                "[{date: 12-31, open: ['09:00-12:00', '12:00-14:00'], name: Eve}]",
                "[12-31 closed, 2026-12-31 09:00-12:00, '2026-12-30']",
                "[2026-12-31 to 2026-12-31 09:00-12:00,  2027-01-05 - 2027-01-08]",
                "2026-12-31 09:00-14:00"
            })
    void aDayMayBeSaidInManyWays(String holidays) {
        var hours =
                plan(
                        settings("hours: {a: {daily: open, holidays: " + holidays + "}}").hours(),
                        "a");

        assertThat(isOpen(hours, "2026-12-31T08:59")).isFalse();
        assertThat(isOpen(hours, "2026-12-31T11:59")).isTrue();
        assertThat(isOpen(hours, "2026-12-31T14:00")).isFalse();
        assertThat(isOpen(hours, "2026-12-28T14:00")).isTrue();
    }

    @Test
    void timesForEveryDayMayBeAList() {
        var hours = plan(settings("hours: {a: ['09:00-13:00', '14:00-18:00']}").hours(), "a");

        assertThat(isOpen(hours, "2026-11-29T13:30")).isFalse();
        assertThat(isOpen(hours, "2026-11-29T14:00")).isTrue();
    }

    @Test
    void twoSlipsInOneLineAreToldTogether() {
        assertThat(catchThrowable(() -> settings("hours: {a: {satuday: 10-14}}")))
                .hasMessageContaining("did you mean saturday?")
                .hasMessageContaining("write 10:00-14:00");
    }

    @Test
    void aRangeOfDaysMayGoOverTheEndOfTheYear() {
        var hours =
                plan(
                        settings(
                                        "hours: {a: {daily: open, holidays: [12-30..01-02,"
                                                + " 2027-05-01–2027-05-03]}}")
                                .hours(),
                        "a");

        for (var closed : new String[] {"2026-12-30", "2027-01-02", "2028-12-31", "2027-05-02"}) {
            assertThat(isOpen(hours, closed + "T12:00")).as(closed).isFalse();
        }
        assertThat(isOpen(hours, "2027-01-03T12:00")).isTrue();
        assertThat(isOpen(hours, "2028-05-02T12:00")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{mondey: open} | :6: hours.a.mondey is no day; did you mean monday?",
                "{weekend: open} | :6: hours.a.weekend is no day; write monday, mon-fri, sat,sun or"
                        + " daily",
                "{Holiday: x.ics} | :6: hours.a.Holiday is no day; did you mean holidays?",
                "{mon: 9-18} | :6: hours.a.mon must be times such as 09:00-18:00, closed or open,"
                        + " not '9-18'; write 09:00-18:00",
                "{mon: '09:00-13:00, 12:00-18:00'} | :6: hours.a.mon has overlapping times"
                        + " 09:00-13:00 and 12:00-18:00",
                "{mon: '18:00-17:00'} | :6: hours.a.mon '18:00-17:00' ends before it begins and is"
                        + " no night shift; write 17:00-18:00",
                "{mon-fri: open, tue: closed} | :6: hours.a.tue is about tuesday, which mon-fri is"
                        + " about already",
                "{daily: open, mon: closed} | :6: hours.a.mon is about monday, which daily is about"
                        + " already",
                "{mon: '22:00-06:00', tue: '05:00-12:00'} | :6: hours.a.tue has times 05:00-12:00"
                        + " that monday's 22:00-06:00 run into",
                "{mon: } | :6: hours.a.mon has no times; write 09:00-18:00, closed or open",
                "{} | :6: hours.a names no day; write monday-friday",
                "'9 to 5' | :6: hours.a must be times such as 09:00-18:00",
                "{daily: open, zone: Mars} | :6: hours.a.zone must be a time zone (IANA) such as"
                        + " Asia/Almaty, not 'Mars'",
                "{daily: open, holidays: [2026-02-30]} | :6: hours.a.holidays has '2026-02-30',"
                        + " which is no day there is",
                "{daily: open, holidays: [16.12.2026]} | :6: hours.a.holidays has '16.12.2026',"
                        + " which is no day; write 2026-12-16",
                "{daily: open, holidays: [christmas]} | :6: hours.a.holidays has 'christmas', which"
                        + " is no day; write 2026-12-16, 12-16 for every year, or name a file",
                "{daily: open, holidays: [2026-12-31 9-14]} | :6: hours.a.holidays 2026-12-31 must"
                        + " be times such as 09:00-18:00, closed or open, not '9-14'; write"
                        + " 09:00-14:00",
                "{daily: open, holidays: [2026-12-16, 2026-12-15 to 2026-12-17]} | :6:"
                        + " hours.a.holidays has 2026-12-16 twice; keep one",
                "{daily: open, holidays: [12-16, 12-16]} | :6: hours.a.holidays has 12-16 twice;"
                        + " keep one",
                "{daily: open, holidays: [2026-12-17 to 2026-12-15]} | :6: hours.a.holidays goes"
                        + " from 2026-12-17 to 2026-12-15; write the earlier day first",
                "{daily: open, holidays: ['https://x.example/kz.ics']} | :6: hours.a.holidays names"
                        + " an address; save the calendar as a file",
                "{daily: open, holidays: [{date: 2026-12-16, times: x}]} | :6: hours.a.holidays has"
                        + " 'times'; an entry has date, open and name",
                "{daily: open, holidays: [{open: x, name: y}]} | :6: hours.a.holidays has an entry"
                        + " without a date",
                "{daily: open, holidays: [none.ics]} | none.ics is not there; check the path",
                "{daily: open, holidays: kz.ics} | kz.ics:4: the event has DTSTART:2026, which is"
                        + " no day; write it as 20261216"
            })
    void aMistakeIsToldWithItsLineAndWhatToWrite(String hours, String message) throws IOException {
        calendar("DTSTART:2026");

        var told = catchThrowable(() -> settings("hours:\n  a: " + hours + "\n"));

        assertThat(told).isInstanceOf(SettingsException.class).hasMessageContaining(message);
        assertThat(String.valueOf(told.getMessage()).lines()).hasSize(1);
        assertThat(told).hasMessageStartingWith("recaller.yaml:6: hours.a");
    }

    @Test
    void anEntryOfALongListIsToldWithItsOwnLine() {
        var yaml =
                """
                hours:
                  a:
                    daily: open
                    holidays:
                      - 2026-12-16
                      - 2026-12-17 24-25
                """;

        assertThat(catchThrowable(() -> settings(yaml)))
                .hasMessageStartingWith(
                        "recaller.yaml:10: hours.a.holidays 2026-12-17 must be times");
    }

    @Test
    void aNameIsOneThatFlowsCanWrite() {
        assertThat(catchThrowable(() -> settings("hours: {Support Desk: open}")))
                .hasMessageContaining("hours.Support Desk must be named in lower case");
    }

    private void calendar(String... lines) throws IOException {
        var text =
                "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n"
                        + String.join("\n", lines)
                        + "\nEND:VEVENT\nEND:VCALENDAR\n";
        Files.writeString(folder.resolve("kz.ics"), text);
        Files.writeString(folder.resolve("holidays-kz.ics"), text);
    }

    private static Hours plan(Map<String, HoursPlan> hours, String name) {
        return Optional.ofNullable(hours.get(name)).orElseThrow().hours();
    }

    private static boolean isOpen(Hours hours, String local) {
        return hours.isOpen(LocalDateTime.parse(local).atZone(ALMATY).toInstant());
    }

    private Settings settings(String hours) {
        var file = new SettingsFile("recaller.yaml", folder, LEAST + hours, Map.of());
        return SettingsReader.read(file, folder);
    }
}
