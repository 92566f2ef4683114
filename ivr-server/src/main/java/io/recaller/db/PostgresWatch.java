package io.recaller.db;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts our own PostgreSQL again when its process is gone, whatever ended it; one that was stopped
 * on purpose ({@link PostgresServer#stop}) stays down. A start that fails is tried again after 1,
 * 2, 4 … 30 seconds. Says when its disk is nearly full, before nothing can be written any more. Its
 * one thread owns all that is here.
 */
public final class PostgresWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration REMINDED = Duration.ofMinutes(10);

    private final PostgresServer server;
    private final Counter restarts;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("postgres-watch").daemon().factory());
    private Duration pause = Duration.ofSeconds(1);

    /** As of {@link System#nanoTime()}. */
    private long nextLookForRoom = System.nanoTime();

    /** Watches from now on. */
    public PostgresWatch(PostgresServer server, MeterRegistry meters) {
        this.server = server;
        this.restarts =
                Counter.builder("recaller.database.restarts")
                        .description("Starts of the PostgreSQL brought along after it was gone")
                        .register(meters);
        next(EVERY);
    }

    private void next(Duration after) {
        var _ = timer.schedule(this::look, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        var after = EVERY;
        try {
            lookForRoom();
            if (!server.isAsItShould()) {
                after = startAgain();
            }
        } finally {
            if (!timer.isShutdown()) {
                next(after);
            }
        }
    }

    private void lookForRoom() {
        if (System.nanoTime() - nextLookForRoom >= 0 && DiskRoom.isScarce(server.folder())) {
            nextLookForRoom = System.nanoTime() + REMINDED.toNanos();
            LOG.atError()
                    .addKeyValue("folder", server.folder())
                    .addKeyValue("room", DiskRoom.left(server.folder()))
                    .log(
                            "PostgreSQL's disk is nearly full: free some space there; without any"
                                    + " callers go to the ring group (told again after ten"
                                    + " minutes)");
        }
    }

    /** How long to wait before the next look. */
    private Duration startAgain() {
        LOG.atWarn()
                .addKeyValue("folder", server.folder())
                .log("PostgreSQL is gone; starting it again");
        try {
            server.startAgain();
            restarts.increment();
            pause = Duration.ofSeconds(1);
            LOG.atInfo().addKeyValue("port", server.port()).log("PostgreSQL runs again");
            return EVERY;
        } catch (RuntimeException failure) {
            var now = pause;
            pause = longer(pause);
            LOG.atError()
                    .addKeyValue("error", failure.getMessage())
                    .addKeyValue("againInSeconds", now.toSeconds())
                    .log("PostgreSQL does not start");
            return now;
        }
    }

    static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
