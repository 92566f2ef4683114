package io.recaller.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells once a second how far a long piece of work is. One thread. */
public final class Progress {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private final PrintStream err;
    private final String done;
    private final int all;
    private long told = System.nanoTime();

    public Progress(PrintStream err, String done, int all) {
        this.err = err;
        this.done = done;
        this.all = all;
    }

    /** So many are done; costs next to nothing. */
    public void at(int count) {
        var now = System.nanoTime();
        if (now - told >= EVERY) {
            told = now;
            err.printf(Locale.ROOT, "%s %,d of %,d%n", done, count, all);
        }
    }
}
