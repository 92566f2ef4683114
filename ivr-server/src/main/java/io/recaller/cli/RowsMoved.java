package io.recaller.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells every two seconds how many rows were moved, of who knows how many. One thread. */
final class RowsMoved {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream err;
    private final String done;
    private long told = System.nanoTime();

    RowsMoved(PrintStream err, String done) {
        this.err = err;
        this.done = done;
    }

    /** So many are done; costs next to nothing. */
    void at(long rows) {
        var now = System.nanoTime();
        if (now - told >= EVERY) {
            told = now;
            err.printf(Locale.ROOT, "%,d %s%n", rows, done);
        }
    }
}
