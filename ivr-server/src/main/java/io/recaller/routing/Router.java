package io.recaller.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.agent.PresenceStore;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings waiting contacts to ready agents. Any number of routers may run over the same rows: an
 * offer is rung by the server that wrote it, and ended by any once its lease has run out.
 *
 * <p>One virtual thread does the work; the public methods may be called from any thread. All state
 * is rows, so there is nothing to restore after a start. Servers' clocks must agree within seconds:
 * leases are compared with them.
 */
public final class Router implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private static final int MOST_REPORTS = 10_000;
    private static final int MOST_TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    /** Something to write that must not be lost to an outage. */
    private record Report(Function<Tx, Aftermath> work, int tries) {}

    private final Database db;
    private final RoutingSettings settings;
    private final ContactLog contacts;
    private final Outcomes outcomes;
    private final Round round;
    private final Sweep sweep;
    private final Outside outside;
    private final InstantSource clock;
    private final BlockingQueue<Report> reports = new ArrayBlockingQueue<>(MOST_REPORTS);
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("router").unstarted(this::run);

    // Of the router's thread only.
    private long sweptAt;
    private long restUntil = System.nanoTime();
    private Duration pause = Duration.ZERO;

    /**
     * Makes a router that does nothing until {@link #start}.
     *
     * @param server the name of this server, written to the offers it makes
     */
    public Router(
            Database db,
            String server,
            RoutingSettings settings,
            RouterPorts ports,
            MeterRegistry registry,
            InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.contacts = ports.contacts();
        this.clock = clock;
        var queue = new QueueStore();
        var assignments = new AssignmentStore();
        var presences = new PresenceStore();
        outcomes = new Outcomes(queue, presences, assignments, contacts, settings, clock);
        sweep = new Sweep(db, presences, assignments, outcomes, settings, clock);
        var claims = new Claims(queue, presences, assignments, settings, server, clock);
        round = new Round(db, queue, presences, assignments, claims, settings.capacity(), clock);
        outside = new Outside(ports, new RoutingMetrics(registry), settings.ringFor());
        sweptAt = System.nanoTime() - settings.poll().toNanos();
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something to do. Returns at once. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * How a ring went. Returns at once; it is written as soon as the database lets it. Repeats,
     * delays and reports of other servers' rings do no harm.
     */
    public void reported(AssignmentId id, RingOutcome outcome) {
        submit(tx -> {
            if (outcome == RingOutcome.FAILED) {
                rest();
            }
            return outcomes.report(tx, id, outcome);
        });
    }

    /**
     * The caller hung up. In the queue the contact leaves it as abandoned and a ringing phone is
     * stopped; elsewhere nothing happens. Returns at once, as {@link #reported} does.
     */
    public void callerGone(ContactId contact) {
        submit(tx -> {
            var departure = leave(tx, contact);
            if (departure.wasInQueue()) {
                contacts.abandoned(tx, contact, clock.instant());
            }
            return departure.after();
        });
    }

    /**
     * Takes a contact out of the queue in the caller's own transaction; once is as good as twice.
     * Call it before the transaction touches the contact's own row: routing locks the queue first.
     */
    public Departure leave(Tx tx, ContactId contact) {
        var after = new Aftermath();
        return new Departure(outcomes.leave(tx, contact, after), after);
    }

    /** The transaction of that {@link #leave} is committed: stops the phone that rings. */
    public void carryOut(Departure departure) {
        outside.carryOut(departure.after());
    }

    /** Stops after the work at hand; what was reported until now is still tried once. */
    @Override
    public void close() {
        closing.countDown();
        wake();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void submit(Function<Tx, Aftermath> work) {
        if (!reports.offer(new Report(work, 1))) {
            log.atError()
                    .addKeyValue("reports", MOST_REPORTS)
                    .log("too many reports wait for the database: one is lost");
        }
        wake();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                turn();
                recovered();
                awaitSignal();
            } catch (InterruptedException stopped) {
                return;
            } catch (DatabaseUnavailableException down) {
                if (pause.isZero()) {
                    log.atWarn().setCause(down).log("routing waits for the database");
                }
                backOff();
            } catch (RuntimeException bug) {
                log.atError().setCause(bug).log("routing failed, it tries again");
                backOff();
            }
        }
        try {
            apply();
        } catch (RuntimeException failure) {
            log.atWarn().addKeyValue("reports", reports.size()).log("reports lost at close");
        }
    }

    /**
     * Everything there is to do now. What is in reach is asked first, so that all that was reported
     * before it came into reach is applied before anybody is rung.
     */
    void turn() {
        var reach = outside.reach();
        apply();
        if (System.nanoTime() - sweptAt >= settings.poll().toNanos()) {
            sweep.run(reach, outside::carryOut);
            sweptAt = System.nanoTime();
        }
        if (System.nanoTime() - restUntil >= 0
                && reach.filter(within -> round.run(within, this::ring)).isPresent()) {
            wake();
        }
    }

    /** A report leaves the inbox when it is committed, so an outage keeps it. */
    private void apply() {
        for (var report = reports.peek(); report != null; report = reports.peek()) {
            try {
                outside.carryOut(db.inTransaction(report.work()));
                reports.remove();
            } catch (DatabaseUnavailableException down) {
                throw down;
            } catch (RuntimeException failure) {
                reports.remove();
                retry(report, failure);
            }
        }
    }

    /** A deadlock's victim succeeds the next time; order does not matter to outcomes. */
    private void retry(Report report, RuntimeException failure) {
        var again = new Report(report.work(), report.tries() + 1);
        if (again.tries() > MOST_TRIES || !reports.offer(again)) {
            log.atError().setCause(failure).log("report cannot be applied");
        }
    }

    private void ring(Assignment.Offered offered, Proposal proposal) {
        log.atInfo()
                .addKeyValue("contactId", offered.contact())
                .addKeyValue("agentId", offered.agent())
                .addKeyValue("assignmentId", offered.id())
                .addKeyValue("reasons", proposal.reasons())
                .log("contact offered");
        if (!outside.ring(offered, proposal)) {
            rest();
            submit(tx -> outcomes.failed(tx, offered.id()));
        }
    }

    /** Offering again at once would fail again; another server may be able to ring. */
    private void rest() {
        restUntil = System.nanoTime() + settings.poll().toNanos();
    }

    private void awaitSignal() throws InterruptedException {
        signal.tryAcquire(settings.poll().toNanos(), TimeUnit.NANOSECONDS);
        signal.drainPermits();
    }

    private void recovered() {
        if (!pause.isZero()) {
            log.atInfo().log("routing goes on");
            pause = Duration.ZERO;
        }
    }

    /** Each pause is longer than the one before; closing ends it. */
    private void backOff() {
        var doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        try {
            if (closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                log.atDebug().log("routing closes in the middle of an outage");
            }
        } catch (InterruptedException stopped) {
            closing.countDown();
        }
    }
}
