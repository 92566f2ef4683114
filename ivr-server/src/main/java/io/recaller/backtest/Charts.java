package io.recaller.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The result of a replay as pictures. */
public final class Charts {
    private static final String BAR = "#9db4c8";
    private static final String OURS = "#1f6f54";
    private static final String AXIS = "#888888";
    private static final int ROW = 34;
    private static final int LEFT = 160;
    private static final int WIDTH = 720;
    private static final int SIDE = 420;
    private static final int MARGIN = 60;

    private Charts() {}

    /**
     * Writes {@code seconds.svg} and {@code calibration.svg}.
     *
     * @param folder made when it is not there
     * @return the files
     */
    public static List<Path> write(Result result, Path folder) throws IOException {
        Files.createDirectories(folder);
        return List.of(
                Files.writeString(folder.resolve("seconds.svg"), seconds(result)),
                Files.writeString(folder.resolve("calibration.svg"), calibration(result)));
    }

    /** One bar a policy. */
    private static String seconds(Result result) {
        var scores = result.scores();
        var svg = new Svg(WIDTH, 70 + ROW * scores.size());
        var most = scores.stream().mapToDouble(Score::seconds).max().orElse(1);
        svg.words(20, 28, "start", "Seconds until callers hear their option, by policy");
        for (var i = 0; i < scores.size(); i++) {
            var score = scores.get(i);
            var top = 50.0 + ROW * i;
            var length = (WIDTH - LEFT - 80) * score.seconds() / most;
            var ours = score.policy().equals(Replay.RECALLER);
            svg.words(LEFT - 10, top + 17, "end", score.policy());
            svg.rectangle(LEFT, top, length, ROW - 10, ours ? OURS : BAR);
            var figure = String.format(Locale.ROOT, "%.2f s", score.seconds());
            svg.words(LEFT + length + 8, top + 17, "start", figure);
        }
        return svg.done();
    }

    /** What was promised against what came, one point a tenth; bigger points are more contacts. */
    private static String calibration(Result result) {
        var svg = new Svg(SIDE + 2 * MARGIN, SIDE + 2 * MARGIN);
        var end = MARGIN + SIDE;
        svg.words(MARGIN, 28, "start", "How often the likeliest option was wanted");
        svg.line(MARGIN, end, end, end, AXIS);
        svg.line(MARGIN, end, MARGIN, MARGIN, AXIS);
        svg.line(MARGIN, end, end, MARGIN, AXIS);
        for (var percent = 0; percent <= 100; percent += 25) {
            var along = SIDE * percent / 100.0;
            svg.words(MARGIN + along, end + 20, "middle", percent + " %");
            svg.words(MARGIN - 8, end - along + 4, "end", percent + " %");
        }
        svg.words(MARGIN + SIDE / 2.0, end + 44, "middle", "said");
        for (var point : result.calibration().points()) {
            var radius = 3 + 20 * Math.sqrt(point.contacts() / Math.max(result.scored(), 1));
            var x = MARGIN + SIDE * point.promised();
            svg.circle(x, end - SIDE * point.kept(), radius, OURS);
        }
        return svg.done();
    }
}
