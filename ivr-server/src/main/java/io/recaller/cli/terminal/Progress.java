package io.recaller.cli.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how far a long piece of work is: after a second, then after twice as long each time, at
 * last once a minute, for a log keeps every line. One thread.
 */
public final class Progress {
    private static final long FIRST = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private final PrintStream err;
    private final String done;
    private final int all;
    private final LongSupplier nanos;
    private long told;
    private long every = FIRST;

    public Progress(PrintStream err, String done, int all) {
        this(err, done, all, System::nanoTime);
    }

    /**
     * As above.
     *
     * @param nanos a clock, from any moment on
     */
    Progress(PrintStream err, String done, int all, LongSupplier nanos) {
        this.err = err;
        this.done = done;
        this.all = all;
        this.nanos = nanos;
        this.told = nanos.getAsLong();
    }

    /** So many are done; costs next to nothing. */
    public void at(int count) {
        var now = nanos.getAsLong();
        if (now - told >= every) {
            told = now;
            every = Math.min(2 * every, LONGEST);
            err.printf(Locale.ROOT, "%s %,d of %,d%n", done, count, all);
        }
    }
}
