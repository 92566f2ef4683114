package io.recaller.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.report.Promises;
import io.recaller.report.QueueFigures;
import io.recaller.report.QueueReport;
import io.recaller.report.ServiceRules;
import io.recaller.report.Slice;
import io.recaller.report.Timetable;
import io.recaller.report.TransferFigures;
import io.recaller.routing.plan.ServiceLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueChartTest {
    private static final double PANEL = 170;
    private static final double LEGEND = 12;
    private static final Pattern BAR = Pattern.compile("<rect [^>]*height=\"([0-9.]+)\" fill");

    @TempDir Path folder;

    @Test
    void theBarOfContactsIsAsHighAsThoseOffered() throws IOException {
        var pictures = QueueChart.write(report(oneOfEach()), folder);

        assertThat(heights(Files.readString(pictures.getFirst()))).isCloseTo(PANEL, within(1.0));
    }

    /** Answered in time and later, both kinds of abandoned, given on in five ways, and so on. */
    private static QueueFigures oneOfEach() {
        return new QueueFigures(
                11,
                2,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                Duration.ZERO,
                Duration.ZERO,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                new TransferFigures(0, 0, Duration.ZERO, new TreeMap<>()),
                new Promises(0, 0, 0, 0, 0),
                ServiceLevel.USUAL);
    }

    private static QueueReport report(QueueFigures figures) {
        var day = LocalDate.of(2026, 11, 25);
        var times = Timetable.of(day, day, ZoneOffset.UTC, Slice.DAY);
        var row = new QueueReport.Row(0, "main", figures);
        return new QueueReport(times, ServiceRules.usual(), times.to(), List.of(row), List.of(row));
    }

    /** Of the bars of the first panel: neither the legend nor the whole picture. */
    private static double heights(String picture) {
        var panel = picture.substring(0, picture.indexOf("Service level"));
        return BAR.matcher(panel)
                .results()
                .mapToDouble(bar -> Double.parseDouble(bar.group(1)))
                .filter(height -> height != LEGEND && height <= PANEL)
                .sum();
    }
}
