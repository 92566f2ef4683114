package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.contact.Unreached;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the router is told. It is made before the router, so that those who tell need not know it;
 * what is told meanwhile waits here. Any thread may tell, only the router's reads.
 */
public final class RouterInbox implements PhoneEvents {
    private static final Logger log = LoggerFactory.getLogger(RouterInbox.class);
    private static final int MOST_REPORTS = 10_000;

    /**
     * Something to write that must not be lost to an outage.
     *
     * @param about whose contact and agent it may change
     * @param isAlone it may change another agent, too, so it shares no transaction with others
     * @param tries the how manieth it is, from 1
     */
    record Report(
            AssignmentId about,
            BiFunction<RingOutcomes, Tx, Aftermath> work,
            boolean isAlone,
            int tries) {
        Report again() {
            return new Report(about, work, isAlone, tries + 1);
        }
    }

    private final BlockingQueue<Report> reports = new ArrayBlockingQueue<>(MOST_REPORTS);
    private final Semaphore signal = new Semaphore(0);
    private final Set<UUID> cardsAwaited = ConcurrentHashMap.newKeySet();
    private final Set<UUID> cardsShown = ConcurrentHashMap.newKeySet();
    private final Hearing hearing = new Hearing();

    /** Says that something may have changed, not what. Returns at once. */
    public void wake() {
        hearing.something();
        again();
    }

    /** Lets the router go round once more. */
    void again() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * An entry of the queue has changed, or something else may be to do. Returns at once.
     *
     * @param entry its id; empty: no entry in particular
     */
    public void queueChanged(Optional<UUID> entry) {
        if (hearing.entry(entry)) {
            again();
        }
    }

    /**
     * Something has changed about an agent, or about what is in the agent's hands. Returns at once.
     *
     * @param agent the id of the agent; empty: nobody listened, anything may have changed
     */
    public void agentChanged(Optional<UUID> agent) {
        if (hearing.agent(agent)) {
            again();
        }
    }

    /** As {@link Hearing#expect}. */
    void expect(Collection<AgentId> agents, Collection<EntryId> entries) {
        hearing.expect(agents, entries);
    }

    /** What has changed since this was asked last. */
    RoutingChanges heard() {
        return hearing.ask();
    }

    /**
     * A card is on a screen, of whichever server's page. Returns at once.
     *
     * @param assignment the id of the assignment; empty: any may be
     */
    public void cardShown(Optional<UUID> assignment) {
        if (assignment.isEmpty()) {
            cardsShown.addAll(cardsAwaited);
            again();
        } else if (cardsAwaited.contains(assignment.get())) {
            cardsShown.add(assignment.get());
            again();
        }
    }

    void awaitCard(AssignmentId assignment) {
        cardsAwaited.add(assignment.value());
    }

    /** Whether its card is said to be on a screen. */
    boolean isSaidToBeShown(AssignmentId assignment) {
        return cardsShown.contains(assignment.value());
    }

    void forgetCard(AssignmentId assignment) {
        cardsAwaited.remove(assignment.value());
        cardsShown.remove(assignment.value());
    }

    /**
     * How a ring went. Returns at once; it is written as soon as the database lets it. Repeats,
     * delays and reports of other servers' rings do no harm.
     */
    @Override
    public void ring(AssignmentId assignment, RingOutcome outcome) {
        tell(assignment, (outcomes, tx) -> outcomes.report(tx, assignment, outcome));
    }

    @Override
    public void calling(AssignmentId assignment) {
        tell(assignment, (outcomes, tx) -> outcomes.ofCallbacks().calling(tx, assignment));
    }

    @Override
    public void reached(AssignmentId assignment) {
        tell(assignment, (outcomes, tx) -> outcomes.ofCallbacks().reached(tx, assignment));
    }

    @Override
    public void passedOn(AssignmentId talk, AssignmentId leg, String endpoint) {
        tell(talk, (outcomes, tx) -> outcomes.passedOn(tx, talk, leg, endpoint), true);
    }

    @Override
    public void notReached(AssignmentId assignment, Unreached why) {
        tell(assignment, (outcomes, tx) -> outcomes.ofCallbacks().notReached(tx, assignment, why));
    }

    /** The phone cannot be made to ring. */
    void cannotRing(AssignmentId assignment) {
        tell(assignment, (outcomes, tx) -> outcomes.failed(tx, assignment));
    }

    private void tell(AssignmentId about, BiFunction<RingOutcomes, Tx, Aftermath> work) {
        tell(about, work, false);
    }

    private void tell(
            AssignmentId about, BiFunction<RingOutcomes, Tx, Aftermath> work, boolean isAlone) {
        if (!reports.offer(new Report(about, work, isAlone, 1))) {
            log.atError()
                    .addKeyValue("reports", MOST_REPORTS)
                    .log("too many reports wait for the database: one is lost");
        }
        again();
    }

    /** Those that wait the longest and may share a transaction, at most so many. */
    List<Report> first(int most) {
        var together = reports.stream().limit(most).takeWhile(report -> !report.isAlone()).toList();
        return together.isEmpty() ? reports.stream().limit(1).toList() : together;
    }

    void removeFirst(int number) {
        for (var i = 0; i < number; i++) {
            reports.remove();
        }
    }

    /** False: there is no room. */
    boolean retry(Report report) {
        return reports.offer(report.again());
    }

    int size() {
        return reports.size();
    }

    /** Returns when something may be to do, or after that time. */
    void await(Duration atMost) throws InterruptedException {
        signal.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        signal.drainPermits();
    }
}
