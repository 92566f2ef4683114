package io.recaller.learning;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns every contact soon after its topic is final, on one server at a time; the others stand by
 * to take over. What fails is tried again a second later.
 */
public final class LearningWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearningWorker.class);

    /** Whoever calls just after a start comes first: what waits to be learned can wait. */
    private static final int FIRST_BATCH_SECONDS = 2;

    private static final int LAST_BATCH_SECONDS = 5;

    private final Course course;
    private final String name;
    private final Counter learned;
    private final AtomicLong behind = new AtomicLong();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("learning").daemon().factory());

    private Optional<Lease> lease = Optional.empty();
    private Optional<Pupil> pupil = Optional.empty();

    /** Contacts a batch; fewer after a failure: maybe the database was too slow for so many. */
    private int most = Course.BATCH;

    private boolean failing;
    private boolean toldStale;

    /**
     * A worker that does nothing until {@link #start}.
     *
     * @param zone the business's: hours and weekdays are learned in it
     * @param name of this server, shown to people
     */
    public LearningWorker(
            Database database,
            FieldCatalogue catalogue,
            ZoneId zone,
            String name,
            MeterRegistry meters,
            InstantSource clock) {
        this.course = new Course(database, catalogue, zone, clock);
        this.name = name;
        this.learned = meters.counter("recaller.learning.learned");
        meters.gauge("recaller.learning.behind", behind);
    }

    /** Begins to learn, in the background. */
    public void start() {
        var _ =
                timer.scheduleWithFixedDelay(
                        this::learnQuietly, FIRST_BATCH_SECONDS, 1, TimeUnit.SECONDS);
    }

    /** Gives the lease back when the present batch is learned. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (timer.awaitTermination(LAST_BATCH_SECONDS, TimeUnit.SECONDS)) {
                lease.ifPresent(course::release);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.atDebug().setCause(failure).log("lease not given back, it runs out by itself");
        }
    }

    private void learnQuietly() {
        try {
            learnAll();
            tellWhenStale();
            failing = false;
        } catch (RuntimeException failure) {
            putOff(failure);
        }
    }

    /**
     * Learns all that waits, unless another server does.
     *
     * @return how many contacts
     */
    int learnAll() {
        lease = lease.or(() -> course.take(name));
        return lease.isEmpty() ? 0 : learnAll(lease.get());
    }

    private int learnAll(Lease held) {
        var all = 0;
        try {
            var full = true;
            while (full && !timer.isShutdown()) {
                var batch = learnBatch(held);
                full = batch == most;
                most = Math.min(2 * most, Course.BATCH);
                all += batch;
            }
        } catch (LeaseLostException lost) {
            LOG.atWarn().addKeyValue("server", name).log("learning goes on elsewhere");
            lease = Optional.empty();
            pupil = Optional.empty();
            behind.set(0);
        } catch (RuntimeException failure) {
            pupil = Optional.empty();
            most = Math.max(1, most / 2);
            throw failure;
        }
        return all;
    }

    private int learnBatch(Lease held) {
        var taught = pupil.orElseGet(() -> course.pupil(held));
        pupil = Optional.of(taught);
        var batch = course.learn(held, taught, most);
        learned.increment(batch);
        behind.set(batch < most ? 0 : leftAfter(batch));
        if (batch > 0) {
            LOG.atDebug()
                    .addKeyValue("contacts", batch)
                    .addKeyValue("behind", behind.get())
                    .log("contacts learned");
        }
        return batch;
    }

    /** Counted once while there are many, then only subtracted. */
    private long leftAfter(int batch) {
        return behind.get() > batch
                ? behind.get() - batch
                : course.waiting(LearningStatus.MOST_COUNTED);
    }

    /** Once, until a rebuild has put it right. */
    private void tellWhenStale() {
        var stale = lease.isPresent() && course.isStale();
        if (stale && !toldStale) {
            LOG.atInfo().log("learned contacts were corrected or erased: recaller learn --rebuild");
        }
        toldStale = stale;
    }

    private void putOff(RuntimeException failure) {
        if (!failing) {
            LOG.atWarn().addKeyValue("error", failure.toString()).log("learning put off");
        }
        failing = true;
    }
}
