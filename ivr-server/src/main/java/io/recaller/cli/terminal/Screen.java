package io.recaller.cli.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A page of a terminal that is drawn again and again: each time in one piece and over what stands
 * there, so that nothing flickers. Closing it gives back what was there before. Thread-safe.
 *
 * @see <a href="https://invisible-island.net/xterm/ctlseqs/ctlseqs.html">Control sequences</a>
 */
public final class Screen implements AutoCloseable {
    private static final String ESCAPE = "\u001b[";

    /** Another page, no cursor, no wrapping. */
    private static final String ENTER = ESCAPE + "?1049h" + ESCAPE + "?25l" + ESCAPE + "?7l";

    private static final String LEAVE = ESCAPE + "?7h" + ESCAPE + "?25h" + ESCAPE + "?1049l";
    private static final String HOME = ESCAPE + "H";
    private static final String REST_OF_LINE = ESCAPE + "K";
    private static final String REST_OF_PAGE = ESCAPE + "J";

    /** Of a terminal that does not say how many it has. */
    private static final int USUAL_ROWS = 24;

    private final PrintStream out;
    private boolean closed;

    public Screen(PrintStream out) {
        this.out = PlainOutput.drawn(out);
        write(ENTER);
    }

    /** Draws the lines that fit; how many do not is said in the last one. */
    public synchronized void draw(List<String> lines) {
        if (!closed) {
            write(frame(lines, rows()));
        }
    }

    /** What is written to show these lines on so many rows. */
    public static String frame(List<String> lines, int rows) {
        var frame = new StringBuilder(HOME);
        var fits = lines.size() <= rows;
        var shown = fits ? lines.size() : Math.max(0, rows - 1);
        for (var index = 0; index < shown; index++) {
            frame.append(index == 0 ? "" : "\r\n").append(lines.get(index)).append(REST_OF_LINE);
        }
        if (!fits) {
            frame.append("\r\n… and ")
                    .append(lines.size() - shown)
                    .append(" more lines")
                    .append(REST_OF_LINE);
        }
        return frame.append(REST_OF_PAGE).toString();
    }

    private static int rows() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(Path.of("/dev/tty").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
            }
            var said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            var rows = Integer.parseInt(said.strip().split(" ", 2)[0]);
            return rows < 2 ? USUAL_ROWS : rows;
        } catch (IOException | NumberFormatException _) {
            return USUAL_ROWS;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return USUAL_ROWS;
        }
    }

    private void write(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            write(LEAVE);
        }
    }
}
