package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.field;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Station;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Formattable;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/**
 * Two servers over one queue, with phones that answer, ring out, refuse and forget, and that tell
 * of it sooner or later, as chance has it.
 */
final class RaceWorld implements AgentPhones, Cards, ContactOutcomes, AutoCloseable {
    private static final Topic MATTER = new Topic("billing");
    private static final RoutingSettings QUICK =
            new RoutingSettings(
                    Duration.ofMillis(50),
                    Duration.ofSeconds(3),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(50),
                    RoutingRules.usual(),
                    Duration.ofMinutes(10));

    private final InstantSource clock = InstantSource.system();
    private final Map<ContactId, AssignmentId> busyContacts = new ConcurrentHashMap<>();
    private final Map<AgentId, AssignmentId> busyAgents = new ConcurrentHashMap<>();
    private final Set<ContactId> settled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch allSettled;
    private final List<String> wrongs = new CopyOnWriteArrayList<>();
    private final Random random;
    private final int longestPause;
    private final Database db = TestDatabase.fresh();
    private final Agents agents = new Agents(db, "east", QUICK, this, clock);
    private final List<RouterInbox> inboxes = List.of(new RouterInbox(), new RouterInbox());
    private final List<Router> routers =
            List.of(router("east", inboxes.getFirst()), router("west", inboxes.getLast()));

    /**
     * One in which nothing happens yet.
     *
     * @param seed of all that chance decides
     * @param contacts that will call
     * @param longestPause in milliseconds, before a phone tells each server of something
     */
    RaceWorld(long seed, int contacts, int longestPause) {
        this.random = new Random(seed);
        this.allSettled = new CountDownLatch(contacts);
        this.longestPause = longestPause;
    }

    /**
     * Lets all contacts call.
     *
     * @return whether each was served, or is gone, by then; the servers are stopped
     */
    boolean isSettledWithin(Duration time, int atDesks) throws InterruptedException {
        for (var i = 0; i < atDesks; i++) {
            seat("agent" + i);
        }
        routers.forEach(Router::start);
        var contacts = allSettled.getCount();
        for (var i = 0; i < contacts; i++) {
            enter(new ContactId(UUID.randomUUID()), i % 3);
            inboxes.get(i % 2).wake();
        }
        var isSettled = allSettled.await(time.toMillis(), TimeUnit.MILLISECONDS);
        routers.forEach(Router::close);
        return isSettled;
    }

    /** What must not happen, and did. */
    List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** All that tells why somebody is not settled: to be read when a test has failed. */
    String account() {
        var ids = settled.stream().map(ContactId::value).toList();
        return db.inTransaction(tx -> {
            var dsl = tx.dsl();
            var waits = WAITING_CONTACT.CONTACT_ID.notIn(ids);
            return Stream.of(
                            dsl.selectFrom(WAITING_CONTACT).where(waits).fetch(),
                            dsl.selectFrom(ASSIGNMENT)
                                    .where(
                                            ASSIGNMENT
                                                    .CONTACT_ID
                                                    .notIn(ids)
                                                    .or(ASSIGNMENT.STATE.ne("closed")))
                                    .orderBy(ASSIGNMENT.OFFERED_AT)
                                    .fetch(),
                            dsl.selectFrom(AGENT_PRESENCE).fetch())
                    .map(Formattable::format)
                    .collect(
                            Collectors.joining(
                                    "\n",
                                    "settled %d, reports %d and %d, deadlocks %d, now %s%n"
                                            .formatted(
                                                    settled.size(),
                                                    inboxes.getFirst().size(),
                                                    inboxes.getLast().size(),
                                                    deadlocks(tx),
                                                    clock.instant()),
                                    "\nrung: " + busyAgents));
        });
    }

    int waiting() {
        return count(WAITING_CONTACT.STATE.in("waiting", "offered"));
    }

    /** Two waited for each other, a second long, and one of them had to give way. */
    private static long deadlocks(Tx tx) {
        return tx.dsl()
                .select(field("deadlocks", Long.class))
                .from("pg_stat_database")
                .where("datname = current_database()")
                .fetchSingle(Record1::value1);
    }

    @Override
    public void close() {
        db.close();
    }

    @Override
    public Optional<Reach> reach() {
        return Optional.of(Reach.NAMELESS);
    }

    /** Rings in a world of chance; some outcomes are never heard of. */
    @Override
    public void ring(Ring ring) {
        var chance = chance(100);
        if (chance < 4) {
            return;
        }
        if (busyContacts.putIfAbsent(ring.contact(), ring.assignment()) != null) {
            wrongs.add("contact rung for twice: " + ring.contact());
        }
        if (busyAgents.putIfAbsent(ring.agent(), ring.assignment()) != null) {
            wrongs.add("agent rung twice: " + ring.agent());
        }
        happens("the phone", () -> plays(ring, chance));
    }

    /** Whoever does not come to an end would be waited for in vain. */
    private void happens(String what, Runnable work) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        work.run();
                    } catch (RuntimeException failure) {
                        wrongs.add(what + ": " + failure);
                    }
                });
    }

    private void plays(Ring ring, int chance) {
        if (chance < 25) {
            ends(ring, RingOutcome.NO_ANSWER);
        } else if (chance < 35) {
            ends(ring, RingOutcome.REFUSED);
        } else if (chance < 45) {
            ends(ring, RingOutcome.CALLER_GONE);
            isGone(ring.contact());
        } else if (chance < 50) {
            free(ring);
            hangsUp(ring.contact());
        } else {
            anyInbox().ring(ring.assignment(), RingOutcome.BRIDGED);
            pauses();
            anyInbox().ring(ring.assignment(), RingOutcome.BRIDGED);
            ends(ring, RingOutcome.ENDED);
        }
    }

    private void ends(Ring ring, RingOutcome outcome) {
        free(ring);
        for (var inbox : inboxes) {
            pauses();
            inbox.ring(ring.assignment(), outcome);
        }
    }

    private void pauses() {
        if (longestPause > 0) {
            LockSupport.parkNanos(Duration.ofMillis(chance(longestPause)).toNanos());
        }
    }

    private void free(Ring ring) {
        busyAgents.remove(ring.agent(), ring.assignment());
        busyContacts.remove(ring.contact(), ring.assignment());
    }

    @Override
    public PhoneReachability state(Station station) {
        return PhoneReachability.UNKNOWN;
    }

    @Override
    public void cancel(AssignmentId offer) {
        busyAgents.values().remove(offer);
        busyContacts.values().remove(offer);
    }

    @Override
    public void pop(AgentId agent, AssignmentId offer, ContactId contact) {
        if (chance(50) > 0) {
            happens("the page", () -> shows(agent, offer));
        }
    }

    /** One page in fifty never says so. */
    private void shows(AgentId agent, AssignmentId offer) {
        agents.cardShown(agent, offer);
        inboxes.forEach(inbox -> inbox.cardShown(Optional.of(offer.value())));
    }

    /** Whoever was set aside or wraps up is ready again at once. */
    @Override
    public void refresh(AgentId agent) {
        happens(
                "the desk",
                () -> {
                    agents.workload(agent).orElseThrow().held().stream()
                            .filter(Assignment.WrapUp.class::isInstance)
                            .forEach(done ->
                                    agents.complete(
                                            agent,
                                            done.id(),
                                            MATTER,
                                            "done",
                                            Optional.empty(),
                                            true));
                    agents.ready(agent);
                });
    }

    @Override
    public void servedBy(Tx tx, ContactId contact, AgentId agent) {
        settled(contact);
    }

    @Override
    public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {
        // Nobody reads it.
    }

    private void settled(ContactId contact) {
        if (settled.add(contact)) {
            allSettled.countDown();
        }
    }

    /**
     * Whoever is the first to hear of it takes the contact out of the queue, as ends are written.
     */
    private void isGone(ContactId contact) {
        db.inTransactionOrAgain(tx -> new Queue().leave(tx, contact, clock.instant()));
        settled(contact);
    }

    private void hangsUp(ContactId contact) {
        if (db.inTransactionOrAgain(tx -> new Queue().leave(tx, contact, clock.instant()))) {
            settled(contact);
        }
        inboxes.forEach(RouterInbox::wake);
    }

    private Router router(String server, RouterInbox inbox) {
        return new Router(
                db,
                server,
                QUICK,
                inbox,
                new RouterPorts(this, this, contact -> "Caller", this),
                new SimpleMeterRegistry(),
                clock);
    }

    private RouterInbox anyInbox() {
        return inboxes.get(chance(2));
    }

    private int chance(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private void seat(String login) {
        var store = new AgentStore();
        var agent =
                db.inTransaction(tx -> {
                    store.putStation(tx, login, "PJSIP/" + login, Optional.empty());
                    return store.put(tx, login, login, Optional.empty(), Map.of());
                });
        agents.signIn(agent, login);
        agents.ready(agent);
    }

    private void enter(ContactId contact, int priority) {
        db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(CONTACT_KEY)
                    .set(CONTACT_KEY.CONTACT_ID, contact.value())
                    .set(CONTACT_KEY.SOURCE, "test")
                    .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                    .set(CONTACT_KEY.STARTED_AT, clock.instant())
                    .execute();
            new Queue()
                    .enter(
                            tx,
                            contact,
                            Channel.PHONE,
                            Wish.of(Requirement.none()),
                            priority,
                            new Address.Call("", "", "PJSIP/trunk"),
                            clock.instant());
        });
    }

    private int count(Condition condition) {
        return db.inTransaction(tx -> tx.dsl().fetchCount(WAITING_CONTACT, condition));
    }

    int contactsAnsweredTwice() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.CONTACT_ID)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.CONNECTED_AT.isNotNull())
                        .groupBy(ASSIGNMENT.CONTACT_ID)
                        .having(DSL.count().gt(1))
                        .fetch()
                        .size());
    }
}
