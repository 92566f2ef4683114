package io.recaller.routing;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.agent.PresenceStore;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.routing.RouterInbox.Report;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentNotes;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.plan.Closings;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitingContacts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final int MOST_TRIES = 5;

    /** Reports in one transaction, which holds their agents and contacts until its end. */
    private static final int TOGETHER = 16;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final Database db;
    private final RoutingSettings settings;
    private final RouterInbox inbox;
    private final AssignmentStore assignments = new AssignmentStore();
    private final Rings rings = new Rings(assignments);
    private final RingOutcomes outcomes;
    private final Round round;
    private final Sweep sweep;
    private final Showing showing;
    private final Outside outside;
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
     * @param inbox read by this router only
     */
    public Router(
            Database db,
            String server,
            RoutingSettings settings,
            RouterInbox inbox,
            RouterPorts ports,
            MeterRegistry registry,
            InstantSource clock) {
        this.db = db;
        this.settings = settings;
        this.inbox = inbox;
        var queue = new Queue();
        var presences = new PresenceStore();
        var agentLoads = new AgentLoads();
        var callbacks = ports.callbacks();
        outcomes =
                new RingOutcomes(
                        queue,
                        presences,
                        assignments,
                        ports.contacts(),
                        callbacks,
                        ports.calls(),
                        ports.handovers(),
                        settings,
                        clock);
        sweep = new Sweep(db, presences, assignments, outcomes, callbacks, settings, clock);
        var claims =
                new Claims(
                        queue, presences, agentLoads, settings, server, clock, callbacks.rules());
        var aside = new SetAside(clock);
        var mirror =
                new Mirror(
                        db,
                        new WaitingContacts(),
                        presences,
                        agentLoads,
                        settings.rules(),
                        new Closings(settings.plans(), ports.hours()),
                        new KeptPlaces(callbacks),
                        aside,
                        settings.poll(),
                        clock);
        round = new Round(db, claims, mirror, aside, inbox, clock);
        var metrics = new RoutingMetrics(registry, settings.rules().names());
        showing = new Showing(db, new AssignmentNotes(), inbox, metrics, clock);
        outside = new Outside(ports, rings, metrics, settings.plans());
        sweptAt = System.nanoTime() - settings.poll().toNanos();
    }

    public void start() {
        thread.start();
    }

    /** Stops after the work at hand; what was reported until now is still tried once. */
    @Override
    public void close() {
        closing.countDown();
        inbox.wake();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                turn();
                recovered();
                inbox.await(showing.rest(settings.poll()));
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
            log.atWarn().addKeyValue("reports", inbox.size()).log("reports lost at close");
        }
    }

    /**
     * Everything there is to do now. What is in reach is asked first, so that all that was reported
     * before it came into reach is applied before anybody is rung.
     */
    void turn() {
        try {
            doWhatIsToDo();
        } catch (RuntimeException failure) {
            // Nothing that fails between the card and the ring keeps a phone silent.
            ring(showing.overdue());
            throw failure;
        }
    }

    private void doWhatIsToDo() {
        var looksAround = System.nanoTime() - sweptAt >= settings.poll().toNanos();
        var reach = outside.reach();
        apply();
        var heard = inbox.heard();
        round.hear(heard);
        stopWhatRingsForNobody(looksAround || heard.all() ? rings.all() : rings.at(heard.agents()));
        ring(showing.due(looksAround));
        if (looksAround) {
            sweep.run(reach, outside::carryOut);
            sweptAt = System.nanoTime();
        }
        if (System.nanoTime() - restUntil >= 0
                && reach.filter(within -> round.run(within, this::show)).isPresent()) {
            inbox.again();
        }
        ring(showing.due(looksAround));
    }

    /** A report leaves the inbox when it is committed, so an outage keeps it. */
    private void apply() {
        for (var some = inbox.first(TOGETHER); !some.isEmpty(); some = inbox.first(TOGETHER)) {
            apply(some);
        }
    }

    /**
     * In one transaction; what the database refuses keeps none of the others from being written.
     */
    private void apply(List<Report> some) {
        try {
            var after =
                    db.inTransaction(tx -> {
                        if (some.size() > 1) {
                            outcomes.hold(tx, some.stream().map(Report::about).toList());
                        }
                        return some.stream()
                                .map(report -> report.work().apply(outcomes, tx))
                                .toList();
                    });
            inbox.removeFirst(some.size());
            after.forEach(this::carryOut);
        } catch (DatabaseUnavailableException down) {
            if (some.size() == 1 || !down.isOfTheStatementAlone()) {
                throw down;
            }
            some.forEach(report -> apply(List.of(report)));
        } catch (RuntimeException failure) {
            if (some.size() > 1) {
                some.forEach(report -> apply(List.of(report)));
            } else {
                inbox.removeFirst(1);
                retry(some.getFirst(), failure);
            }
        }
    }

    private void carryOut(Aftermath after) {
        outside.carryOut(after);
        if (after.mustRest()) {
            rest();
        }
    }

    /** A deadlock's victim succeeds the next time; order does not matter to outcomes. */
    private void retry(Report report, RuntimeException failure) {
        if (report.tries() >= MOST_TRIES || !inbox.retry(report)) {
            log.atError().setCause(failure).log("report cannot be applied");
        }
    }

    private void stopWhatRingsForNobody(Collection<AssignmentId> mayBeOver) {
        if (!mayBeOver.isEmpty()) {
            db.atOnce(tx -> rings.over(tx, mayBeOver)).forEach(outside::stop);
        }
    }

    private void show(Assignment.Offered offered, Pairing proposal) {
        log.atInfo()
                .addKeyValue("contactId", offered.contact())
                .addKeyValue("agentId", offered.agent())
                .addKeyValue("assignmentId", offered.id())
                .addKeyValue("reasons", proposal.reasons())
                .log("contact offered");
        // First, so that no page is too quick for us.
        showing.began(offered, proposal);
        outside.show(offered);
    }

    private void ring(List<Showing.AwaitedCard> offers) {
        for (var offer : offers) {
            if (!outside.ring(offer.offered(), offer.pairing())) {
                rest();
                inbox.cannotRing(offer.offered().id());
            }
        }
    }

    /** Offering again at once would fail again; another server may be able to ring. */
    private void rest() {
        restUntil = System.nanoTime() + settings.poll().toNanos();
    }

    private void recovered() {
        if (!pause.isZero()) {
            log.atInfo().log("routing goes on");
            pause = Duration.ZERO;
        }
    }

    /** Each pause is longer than the one before; closing ends it, and a phone that must ring. */
    private void backOff() {
        var doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        try {
            if (closing.await(showing.rest(pause).toNanos(), TimeUnit.NANOSECONDS)) {
                log.atDebug().log("routing closes in the middle of an outage");
            }
        } catch (InterruptedException stopped) {
            closing.countDown();
        }
    }
}
