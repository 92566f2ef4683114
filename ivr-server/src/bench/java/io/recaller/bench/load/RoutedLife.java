package io.recaller.bench.load;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.Cards;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pages that show each card, phones that are answered, talks that end and callers who join: all
 * within a twentieth of a second, many in one statement, so that what is measured is the router.
 */
final class RoutedLife implements AgentPhones, Cards, ContactOutcomes, AutoCloseable {
    private static final long TICK_MILLIS = 50;

    private final Database db;
    private final RoutedRows rows;
    private final Queue<UUID> popped = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> rung = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> told = new ConcurrentLinkedQueue<>();
    private final AtomicLong offered = new AtomicLong();
    private final Map<AgentId, Long> readySince = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofPlatform().name("life").unstarted(this::run);

    // Of its thread only, once it is started.
    private final Deque<UUID> talking = new ArrayDeque<>();
    private long freed;
    private long joined;

    private volatile Latencies readyToWritten = new Latencies();
    private volatile int freeAtOnce;
    private volatile boolean closing;
    private volatile Optional<RouterInbox> reports = Optional.empty();

    RoutedLife(Database db, RoutedRows rows, Collection<UUID> talks) {
        this.db = db;
        this.rows = rows;
        talking.addAll(talks);
    }

    void start() {
        thread.start();
    }

    /** From now on so many agents are free who were offered nothing yet; zero: nobody gets free. */
    void keepFree(int agents) {
        freeAtOnce = agents;
    }

    /** From now on phones report each answer and each end, as Asterisk does. */
    void reportTo(RouterInbox inbox) {
        reports = Optional.of(inbox);
    }

    /** Offers that were written. */
    long offered() {
        return offered.get();
    }

    /** The agent is about to say so. */
    void isReady(AgentId agent) {
        readySince.put(agent, System.nanoTime());
    }

    /** Of those who said so since this was asked last. */
    Latencies readyToWritten() {
        var seen = readyToWritten;
        readyToWritten = new Latencies();
        return seen;
    }

    /** Who said so and was offered nothing. */
    int unasked() {
        var left = readySince.size();
        readySince.clear();
        return left;
    }

    private void run() {
        while (!closing) {
            var began = System.nanoTime();
            db.runInTransaction(tx -> {
                show(tx, all(popped));
                answer(tx, all(rung));
                talking.addAll(all(told));
                end(tx);
            });
            var matched = offered.get();
            rows.wait((int) (matched - joined), 0);
            joined = matched;
            rest(began);
        }
    }

    private static void rest(long began) {
        var left = TICK_MILLIS - (System.nanoTime() - began) / 1_000_000;
        try {
            Thread.sleep(Math.max(0, left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<UUID> all(Queue<UUID> queue) {
        var all = new ArrayList<UUID>();
        for (var each = queue.poll(); each != null; each = queue.poll()) {
            all.add(each);
        }
        return all;
    }

    private static void show(Tx tx, List<UUID> cards) {
        change(tx, "update assignment set card_at = now() where id = any(?)", cards);
    }

    private void answer(Tx tx, List<UUID> rings) {
        change(
                tx,
                """
                with answered as (
                    update assignment set state = 'connected', connected_at = now()
                    where id = any(?) and state = 'offered' returning waiting_contact_id)
                update waiting_contact set state = 'answered', outcome = 'answered', left_at = now(),
                       version = version + 1
                where id in (select waiting_contact_id from answered)
                """,
                rings);
        talking.addAll(rings);
    }

    /** Who was matched first is free first. */
    private void end(Tx tx) {
        if (freeAtOnce == 0) {
            freed = offered.get();
        }
        var over = new ArrayList<UUID>();
        var missing = freeAtOnce - (freed - offered.get());
        for (; missing > 0 && !talking.isEmpty(); missing--) {
            over.add(talking.removeFirst());
            freed++;
        }
        change(
                tx,
                """
                update assignment set state = 'closed', outcome = 'answered', closed_at = now()
                where id = any(?) and state in ('connected', 'wrap_up')
                """,
                over);
    }

    private static void change(Tx tx, String statement, List<UUID> ids) {
        if (!ids.isEmpty()) {
            tx.dsl().execute(statement, (Object) ids.toArray(UUID[]::new));
        }
    }

    @Override
    public Optional<Reach> reach() {
        return Optional.of(Reach.NAMELESS);
    }

    @Override
    public void ring(Ring ring) {
        reports.ifPresentOrElse(
                inbox -> {
                    inbox.ring(ring.assignment(), RingOutcome.BRIDGED);
                    inbox.ring(ring.assignment(), RingOutcome.ENDED);
                    told.add(ring.assignment().value());
                },
                () -> rung.add(ring.assignment().value()));
    }

    @Override
    public PhoneReachability state(Station station) {
        return PhoneReachability.UNKNOWN;
    }

    @Override
    public void cancel(AssignmentId offer) {
        // Nothing rings on.
    }

    /** Right after the commit: what is measured ends here. */
    @Override
    public void pop(AgentId agent, AssignmentId offer, ContactId contact) {
        var since = readySince.remove(agent);
        if (since != null) {
            readyToWritten.add(System.nanoTime() - since);
        }
        offered.incrementAndGet();
        popped.add(offer.value());
    }

    @Override
    public void refresh(AgentId agent) {
        // Nobody looks.
    }

    @Override
    public void servedBy(Tx tx, ContactId contact, AgentId agent) {
        // Nobody reads it.
    }

    @Override
    public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {
        // Nobody reads it.
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
