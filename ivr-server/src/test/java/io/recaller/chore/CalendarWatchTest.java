package io.recaller.chore;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.recaller.hours.Hours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.settings.queue.HoursPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A calendar of holidays that changes while a server runs. */
class CalendarWatchTest {
    private static final Instant CHRISTMAS = Instant.parse("2026-12-25T12:00:00Z");
    private static final Instant BOXING_DAY = Instant.parse("2026-12-26T12:00:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger(CalendarWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir private Path folder = Path.of("");
    private int versions;

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void aNewVersionCountsFromThenOn() throws Exception {
        var watch = new CalendarWatch(Map.of("shop", plan(holiday("20261225"))));

        holiday("20261226");
        watch.run();

        assertThat(isOpen(watch, CHRISTMAS)).isTrue();
        assertThat(isOpen(watch, BOXING_DAY)).isFalse();
        assertThat(log.list).noneMatch(line -> line.getLevel() == Level.WARN);
    }

    @Test
    void aBrokenOrMissingOneLeavesTheLastGoodAndWarnsOnceEach() throws Exception {
        var file = holiday("20261225");
        var watch = new CalendarWatch(Map.of("shop", plan(file)));

        write("BEGIN:VCALENDAR\nBEGIN:VEVENT\n");
        watch.run();
        watch.run();
        Files.delete(file);
        watch.run();
        watch.run();

        assertThat(isOpen(watch, CHRISTMAS)).isFalse();
        assertThat(log.list).hasSize(2);
        assertThat(log.list.getFirst().getKeyValuePairs().toString())
                .contains("kz.ics:2: is not readable as iCalendar");
        assertThat(log.list.getLast().getKeyValuePairs().toString())
                .contains("kz.ics is not there; check the path");
    }

    @Test
    void oneThatIsMendedCountsAgain() throws Exception {
        var watch = new CalendarWatch(Map.of("shop", plan(holiday("20261225"))));

        write("");
        watch.run();
        holiday("20261226");
        watch.run();

        assertThat(isOpen(watch, CHRISTMAS)).isTrue();
        assertThat(isOpen(watch, BOXING_DAY)).isFalse();
    }

    private static boolean isOpen(CalendarWatch watch, Instant at) {
        return watch.get().of("shop").orElseThrow().isOpen(at);
    }

    private Path holiday(String day) throws IOException {
        return write(
                "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:%s\nEND:VEVENT\nEND:VCALENDAR\n"
                        .formatted(day));
    }

    /** Each version has a later time: the clock of a file system may be coarse. */
    private Path write(String text) throws IOException {
        var file = Files.writeString(folder.resolve("kz.ics"), text);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(++versions)));
    }

    private static HoursPlan plan(Path file) throws HoursPlan.UnusableException {
        var days =
                Stream.of(DayOfWeek.values())
                        .collect(Collectors.toMap(day -> day, _ -> Spans.OPEN));
        var hours =
                new Hours(
                        ZoneOffset.UTC,
                        new Week(days),
                        SpecialDays.none(),
                        List.of(HoursPlan.read(file)));
        return new HoursPlan(hours, List.of(file));
    }
}
