package io.recaller.cli.live;

import io.recaller.cli.terminal.Screen;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.board.Board;
import java.io.Console;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Looks at the board every second: a terminal is drawn anew, anything else gets a line a change.
 * One thread; ends with the process, or when its pace does.
 */
public final class Watching {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final ZoneId zone;
    private final Supplier<Board> look;
    private final BooleanSupplier pace;

    /** How a board is told. */
    interface Telling {
        /** All of it. */
        List<String> all(Board board);

        /** What is different, a line each; empty: nothing. */
        List<String> changes(Board before, Board after);

        /** Whether a line says itself when it happened. */
        boolean isTimed();
    }

    /**
     * @param pace waits until the next look is due; false: there is none
     */
    Watching(PrintStream out, ZoneId zone, Supplier<Board> look, BooleanSupplier pace) {
        this.out = out;
        this.zone = zone;
        this.look = look;
        this.pace = pace;
    }

    /** Waits a second; false once interrupted. */
    static boolean second() {
        try {
            Thread.sleep(1_000);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether both ends of this process are a terminal that can be drawn on. */
    static boolean isOnTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
                && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
    }

    /** Draws until the end; Ctrl-C gives the terminal back as it was. */
    void draw(Telling telling) {
        try (var screen = new Screen(out)) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(screen::close));
            do {
                screen.draw(page(telling));
            } while (pace.getAsBoolean());
        }
    }

    private List<String> page(Telling telling) {
        try {
            var board = look.get();
            var lines = new ArrayList<>(telling.all(board));
            lines.add("");
            lines.add(CLOCK.format(board.at().atZone(zone)) + "  Ctrl-C ends");
            return lines;
        } catch (DatabaseUnavailableException away) {
            return List.of(AWAY);
        }
    }

    private static final String AWAY = "The database does not answer; trying again every second.";

    /** First everything, then a line a change. */
    void follow(Telling telling) {
        Optional<Board> last = Optional.empty();
        var told = true;
        do {
            try {
                var board = look.get();
                last.ifPresentOrElse(
                        before ->
                                telling.changes(before, board)
                                        .forEach(line -> say(telling, line, board)),
                        () -> telling.all(board).forEach(out::println));
                last = Optional.of(board);
                told = true;
            } catch (DatabaseUnavailableException away) {
                if (told && !telling.isTimed()) {
                    out.println(AWAY);
                }
                told = false;
            }
            out.flush();
        } while (pace.getAsBoolean() && !out.checkError());
    }

    private void say(Telling telling, String line, Board board) {
        out.println(telling.isTimed() ? line : CLOCK.format(board.at().atZone(zone)) + "  " + line);
    }
}
