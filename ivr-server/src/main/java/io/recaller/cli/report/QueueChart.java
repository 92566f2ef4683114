package io.recaller.cli.report;

import io.recaller.backtest.Svg;
import io.recaller.report.QueueFigures;
import io.recaller.report.QueueReport;
import io.recaller.report.Slice;
import io.recaller.report.Timetable;
import io.recaller.text.SpanWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A queue's report as a picture: what became of contacts, the service level, the waits. */
public final class QueueChart {
    private static final String IN_TIME = "#2a9d6f";
    private static final String LATER = "#7fb8e0";
    private static final String ABANDONED = "#d9534f";
    private static final String SHORT = "#e6a8a5";
    private static final String RING_GROUP = "#e0a030";
    private static final String GIVEN_ON = "#9a7fc0";
    private static final String WAITING = "#9aa5b1";
    private static final String AXIS = "#8a949e";
    private static final int WIDTH = 960;
    private static final int LEFT = 64;
    private static final int RIGHT = 20;
    private static final int PANEL = 170;
    private static final int BETWEEN = 66;
    private static final int TOP = 92;

    private final Timetable times;
    private final String queue;
    private final Map<Integer, QueueFigures> figures = new HashMap<>();
    private final Svg svg;
    private final int first;
    private final int last;

    private QueueChart(QueueReport report, String queue) {
        this.times = report.times();
        this.queue = queue;
        report.rows().stream()
                .filter(row -> row.queue().equals(queue))
                .forEach(row -> figures.put(row.slice(), row.figures()));
        first = figures.keySet().stream().min(Integer::compare).orElse(0);
        last = figures.keySet().stream().max(Integer::compare).orElse(0);
        svg = new Svg(WIDTH, TOP + (isToldOf() ? 4 : 3) * (PANEL + BETWEEN));
    }

    private boolean isToldOf() {
        return figures.values().stream().anyMatch(each -> each.promises().told() > 0);
    }

    /** One file a queue, {@code queue-NAME.svg}. */
    static List<Path> write(QueueReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        for (var total : report.totals()) {
            var name = "queue-" + total.queue().replaceAll("[^A-Za-z0-9._-]", "_") + ".svg";
            var drawn = new QueueChart(report, total.queue()).draw(report);
            files.add(Files.writeString(folder.resolve(name), drawn));
        }
        return files;
    }

    private String draw(QueueReport report) {
        svg.words(LEFT, 26, "start", "Queue " + queue + ", " + ReportDays.words(times));
        legend(LEFT, 40, PARTS);
        stacked(TOP, "Contacts", most(each -> each.offered()), PARTS);
        var within = SpanWords.of(report.rules().of(queue).within());
        shares(TOP + PANEL + BETWEEN, "Service level: answered within " + within);
        waits(TOP + 2 * (PANEL + BETWEEN));
        if (isToldOf()) {
            promises(TOP + 3 * (PANEL + BETWEEN));
        }
        return svg.done();
    }

    private void promises(double top) {
        var title = "Told how long it would take";
        stacked(top, title, most(each -> each.promises().told()), TOLD);
        legend(LEFT + 30 + 7.5 * title.length(), top - 21, TOLD);
    }

    private void legend(double left, double top, List<Part> parts) {
        var x = left;
        for (var part : parts) {
            svg.rectangle(x, top, 12, 12, part.colour);
            svg.words(x + 17, top + 11, "start", part.name);
            x += 30 + 7.5 * part.name.length();
        }
    }

    private record Part(String name, String colour, ToDoubleFunction<QueueFigures> number) {}

    private static final List<Part> PARTS =
            List.of(
                    new Part("answered in time", IN_TIME, QueueFigures::inTime),
                    new Part("answered later", LATER, each -> each.answered() - each.inTime()),
                    new Part("abandoned", ABANDONED, QueueFigures::abandoned),
                    new Part("abandoned short", SHORT, QueueFigures::abandonedShort),
                    new Part("ring group", RING_GROUP, QueueFigures::ringGroup),
                    new Part("given on", GIVEN_ON, QueueChart::givenOn),
                    new Part("waiting", WAITING, QueueFigures::waiting));

    private static final List<Part> TOLD =
            List.of(
                    new Part("came true", IN_TIME, each -> each.promises().kept()),
                    new Part("came sooner", LATER, each -> each.promises().sooner()),
                    new Part("took longer", ABANDONED, each -> each.promises().longer()),
                    new Part("left before", SHORT, each -> each.promises().leftBefore()));

    private static double givenOn(QueueFigures each) {
        return each.overflowed()
                + each.closed()
                + each.exited()
                + each.callBacks()
                + each.voicemails();
    }

    private void stacked(double top, String title, double highest, List<Part> parts) {
        var most = Math.max(1, highest);
        axes(top, title, most, "%.0f");
        figures.forEach((slice, each) -> {
            var bottom = top + PANEL;
            for (var part : parts) {
                var height = PANEL * part.number.applyAsDouble(each) / most;
                if (height > 0) {
                    bar(slice, bottom - height, height, part.colour);
                }
                bottom -= height;
            }
        });
    }

    private void shares(double top, String title) {
        axes(top, title, 100, "%.0f %%");
        figures.forEach((slice, each) ->
                each.serviceLevel().ifPresent(level -> column(slice, top, level, IN_TIME)));
    }

    private void waits(double top) {
        var most = Math.max(1, most(each -> seconds(each.longest())));
        axes(top, "Seconds waited: mean of the answered, and the longest", most, "%.0f");
        figures.forEach((slice, each) -> {
            each.asa().ifPresent(asa -> column(slice, top, seconds(asa) / most, LATER));
            var y = top + PANEL * (1 - seconds(each.longest()) / most);
            svg.circle(left(slice) + width() / 2, y, 3.5, ABANDONED);
        });
    }

    private double most(ToDoubleFunction<QueueFigures> number) {
        return figures.values().stream().mapToDouble(number).max().orElse(1);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private void column(int slice, double top, double share, String colour) {
        bar(slice, top + PANEL * (1 - share), PANEL * share, colour);
    }

    private void bar(int slice, double top, double height, String colour) {
        svg.rectangle(left(slice) + width() * 0.1, top, width() * 0.8, height, colour);
    }

    private double width() {
        return (double) (WIDTH - LEFT - RIGHT) / (last - first + 1);
    }

    private double left(int slice) {
        return LEFT + width() * (slice - first);
    }

    private void axes(double top, String title, double most, String format) {
        svg.words(LEFT, top - 10, "start", title);
        for (var part = 0; part <= 2; part++) {
            var y = top + PANEL * (1 - part / 2.0);
            svg.line(LEFT, y, WIDTH - RIGHT, y, AXIS);
            var words = String.format(Locale.ROOT, format, most * part / 2);
            svg.words(LEFT - 8, y + 4, "end", words);
        }
        var moments =
                DateTimeFormatter.ofPattern(
                        times.by() == Slice.HALF_HOUR && times.slices() <= 50 ? "HH:mm" : "MM-dd",
                        Locale.ROOT);
        var every = Math.max(1, (int) Math.ceil(52 / width()));
        for (var slice = first; slice <= last; slice += every) {
            svg.words(
                    left(slice),
                    top + PANEL + 18,
                    "start",
                    moments.format(times.begin(slice).atZone(times.zone())));
        }
    }
}
