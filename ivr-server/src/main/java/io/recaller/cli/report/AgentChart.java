package io.recaller.cli.report;

import io.recaller.agent.NotReadyReason;
import io.recaller.backtest.Svg;
import io.recaller.report.AgentFigures;
import io.recaller.report.AgentReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The agents' report as a picture: where each one's time went. */
public final class AgentChart {
    private static final int WIDTH = 960;
    private static final int LEFT = 130;
    private static final int RIGHT = 90;
    private static final int ROW = 30;
    private static final int LEGEND = 20;
    private static final String AXIS = "#8a949e";

    /** For reasons of not being ready, seen on light and dark. */
    private static final List<String> MORE =
            List.of("#b58bd6", "#d9534f", "#d08a5a", "#c46aa0", "#8f9a3d", "#7a87c9", "#9aa5b1");

    private record Part(String name, String colour, Function<AgentFigures, Duration> time) {}

    private final AgentReport report;
    private final List<Part> parts = new ArrayList<>();

    private AgentChart(AgentReport report) {
        this.report = report;
        parts.add(new Part("talking", "#2a9d6f", AgentFigures::talking));
        parts.add(new Part("wrap-up", "#7fc4a6", AgentFigures::wrappingUp));
        parts.add(new Part("ringing", "#e0a030", AgentFigures::ringing));
        parts.add(new Part("ready", "#7fb8e0", AgentFigures::ready));
        for (var reason : report.reasons()) {
            parts.add(
                    new Part(
                            "not ready: " + new NotReadyReason(reason).words(),
                            MORE.get((parts.size() - 4) % MORE.size()),
                            each -> each.notReady().getOrDefault(reason, Duration.ZERO)));
        }
    }

    /** {@code agents.svg}. */
    static List<Path> write(AgentReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        return List.of(
                Files.writeString(folder.resolve("agents.svg"), new AgentChart(report).draw()));
    }

    private String draw() {
        var legendRows = (parts.size() + 4) / 5;
        var top = 50 + LEGEND * legendRows;
        var rows = report.totals();
        var svg = new Svg(WIDTH, top + ROW * Math.max(1, rows.size()) + 44);
        svg.words(20, 26, "start", "Agents, " + ReportDays.words(report.times()));
        svg.words(WIDTH - 12, top - 6.0, "end", "occupancy");
        for (var index = 0; index < parts.size(); index++) {
            var x = 20 + index % 5 * 185.0;
            var line = index / 5;
            var y = 42.0 + LEGEND * line;
            svg.rectangle(x, y, 12, 12, parts.get(index).colour);
            svg.words(x + 17, y + 11, "start", parts.get(index).name);
        }
        var most =
                rows.stream().mapToDouble(row -> hours(row.figures().signedIn())).max().orElse(1);
        var scale = (WIDTH - LEFT - RIGHT) / Math.max(most, 1.0 / 60);
        for (var index = 0; index < rows.size(); index++) {
            bar(svg, rows.get(index), top + ROW * index, scale);
        }
        axis(svg, top + ROW * Math.max(1, rows.size()), most, scale);
        return svg.done();
    }

    private void bar(Svg svg, AgentReport.Row row, double top, double scale) {
        var x = (double) LEFT;
        svg.words(LEFT - 10, top + 18, "end", row.login());
        for (var part : parts) {
            var width = hours(part.time.apply(row.figures())) * scale;
            if (width > 0) {
                svg.rectangle(x, top + 4, width, ROW - 8, part.colour);
            }
            x += width;
        }
        row.figures()
                .occupancy()
                .ifPresent(share ->
                        svg.words(
                                WIDTH - 12,
                                top + 18,
                                "end",
                                String.format(Locale.ROOT, "%.0f %%", share * 100)));
    }

    private static void axis(Svg svg, double y, double most, double scale) {
        svg.line(LEFT, y, LEFT + most * scale, y, AXIS);
        var step = Math.max(1, (int) Math.ceil(most / 10));
        for (var hour = 0; hour <= most; hour += step) {
            svg.line(LEFT + hour * scale, y, LEFT + hour * scale, y + 5, AXIS);
            svg.words(LEFT + hour * scale, y + 20, "middle", hour + " h");
        }
    }

    private static double hours(Duration time) {
        return time.toMillis() / 3_600_000.0;
    }
}
