package io.recaller;

import io.recaller.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for a database that is not there yet: a server is started together with its database, by a
 * machine that comes up or by a container engine, and whichever is first must not matter. Until
 * then calls go to the ring group, as without any server. Used by one thread.
 */
final class LateDatabase {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration REMIND = Duration.ofMinutes(1);

    private final Consumer<String> progress;
    private final Consumer<Duration> pause;

    /**
     * Waits with these means.
     *
     * @param progress told at the first try that fails, and each minute
     * @param pause returns when the time is over
     */
    LateDatabase(Consumer<String> progress, Consumer<Duration> pause) {
        this.progress = progress;
        this.pause = pause;
    }

    /**
     * Tries until it opens, with pauses that grow to 5 s.
     *
     * @throws RuntimeException whatever else opening throws: a wrong password stays wrong
     */
    <T> T opened(Supplier<T> open) {
        var wait = SHORTEST;
        var sinceTold = REMIND;
        while (true) {
            try {
                return open.get();
            } catch (DatabaseUnavailableException away) {
                if (sinceTold.compareTo(REMIND) >= 0) {
                    progress.accept("waiting for the database: " + away.getMessage());
                    sinceTold = Duration.ZERO;
                }
                pause.accept(wait);
                sinceTold = sinceTold.plus(wait);
                wait = shorter(wait.multipliedBy(2), LONGEST);
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
