package io.recaller;

import io.recaller.conversation.FileSpool;
import io.recaller.db.Database;
import io.recaller.experiment.FallBack;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does on the side: replays the spool, makes the coming months' partitions, looks
 * whether a menu policy does harm.
 */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("chores").daemon().factory());

    Chores(Database database, FileSpool spool, ExperimentParts experiments) {
        var _ = timer.scheduleWithFixedDelay(quietly(spool::replay), 5, 15, TimeUnit.SECONDS);
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(database::ensurePartitions), 1, 24, TimeUnit.HOURS);
        var switches = experiments.switches();
        var _ = timer.scheduleWithFixedDelay(quietly(switches::refresh), 30, 30, TimeUnit.SECONDS);
        experiments.fallBack().ifPresent(this::watch);
    }

    private void watch(FallBack fallBack) {
        var _ = timer.scheduleWithFixedDelay(quietly(fallBack::check), 1, 5, TimeUnit.MINUTES);
    }

    /** A chore that fails is tried again at its next time. */
    private static Runnable quietly(Runnable chore) {
        return () -> {
            try {
                chore.run();
            } catch (RuntimeException failure) {
                LOG.atWarn().addKeyValue("error", failure.toString()).log("chore put off");
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
