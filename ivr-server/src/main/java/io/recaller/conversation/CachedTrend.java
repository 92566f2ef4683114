package io.recaller.conversation;

import io.recaller.menu.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What everybody contacts about lately, kept for a minute: a caller never waits for it to be
 * counted. Any thread.
 */
final class CachedTrend {
    private static final Logger LOG = LoggerFactory.getLogger(CachedTrend.class);
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Function<Instant, Trend> source;
    private final Executor executor;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Counted counted = new Counted(Trend.unknown(), Instant.MIN);

    CachedTrend(Function<Instant, Trend> source, Executor executor) {
        this.source = source;
        this.executor = executor;
    }

    private record Counted(Trend trend, Instant at) {}

    Trend at(Instant now) {
        var known = counted;
        if (known.at().isBefore(now.minus(KEPT)) && counting.compareAndSet(false, true)) {
            executor.execute(() -> count(now));
        }
        return known.trend();
    }

    private void count(Instant now) {
        try {
            counted = new Counted(source.apply(now), now);
        } catch (RuntimeException failure) {
            LOG.atWarn().addKeyValue("error", failure.toString()).log("trend is old");
        } finally {
            counting.set(false);
        }
    }
}
