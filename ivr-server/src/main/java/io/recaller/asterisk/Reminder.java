package io.recaller.asterisk;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Keeps what is wrong with each of many calls from filling the log: it is told at once, and then
 * now and then with how often it was so. Any thread.
 */
public final class Reminder {
    private final Duration every;
    private final LongSupplier nanos;
    private boolean told;
    private long last;
    private long unsaid;

    Reminder(Duration every, LongSupplier nanos) {
        this.every = every;
        this.nanos = nanos;
    }

    /** Every ten minutes. */
    public static Reminder usual() {
        return new Reminder(Duration.ofMinutes(10), System::nanoTime);
    }

    /** It was so once more: how often since it was told last, if it is to be told now. */
    public synchronized OptionalLong due() {
        unsaid++;
        var now = nanos.getAsLong();
        if (told && now - last < every.toNanos()) {
            return OptionalLong.empty();
        }
        told = true;
        last = now;
        var since = unsaid;
        unsaid = 0;
        return OptionalLong.of(since);
    }
}
