package io.recaller.channel.health;

import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.message.Aliveness;
import io.recaller.message.GatewayStates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down every few seconds how the gateways of this server do. One thread of its own. */
public final class GatewayReport implements AutoCloseable {
    /** What a server said counts for as long; several times the pause between two. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayReport.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Rows of servers that were killed. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Database db;
    private final List<GatewayPlan> plans;
    private final GatewayHealth health;
    private final GatewayTraffic traffic;
    private final String server;
    private final InstantSource clock;
    private final GatewayStates rows = new GatewayStates();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Nothing is written before {@link #start}.
     *
     * @param server names this run of this server
     */
    public GatewayReport(
            Database db,
            List<GatewayPlan> plans,
            GatewayHealth health,
            GatewayTraffic traffic,
            String server,
            InstantSource clock) {
        this.db = db;
        this.plans = List.copyOf(plans);
        this.health = health;
        this.traffic = traffic;
        this.server = server;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("gateway-report").unstarted(this::run);
    }

    public void start() {
        if (!plans.isEmpty()) {
            thread.start();
        }
    }

    private void run() {
        do {
            try {
                db.runInTransaction(this::write);
            } catch (RuntimeException failure) {
                LOG.atDebug().setCause(failure).log("how gateways do is written again");
            }
        } while (!isClosing());
    }

    /** Writes it once. */
    void write(Tx tx) {
        var now = clock.instant();
        for (var plan : plans) {
            var name = plan.name();
            var state = plan.pushes() ? health.state(name) : Aliveness.WORKS;
            var why = state == Aliveness.DEAD ? health.whyDead(name).orElse("unknown") : "";
            rows.tell(tx, name, server, state, why, now);
            rows.passed(tx, name, traffic.last(name));
        }
    }

    private boolean isClosing() {
        try {
            return closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** It says no more: whoever looks need not wait until its word counts no longer. */
    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(LEASE);
            db.runInTransaction(tx -> rows.leave(tx, server, clock.instant().minus(KEPT)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (DatabaseUnavailableException _) {
            // its word runs out by itself
        }
    }
}
