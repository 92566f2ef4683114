package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Two servers over one queue, with phones that answer, ring out, refuse and forget. */
class RouterRaceTest implements AgentPhones, Cards, ContactOutcomes {
    private static final int CONTACTS = 200;
    private static final int AGENTS = 6;
    private static final Topic MATTER = new Topic("billing");
    private static final RoutingSettings QUICK =
            new RoutingSettings(
                    Duration.ofMillis(50),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofMillis(50),
                    RoutingRules.usual(),
                    Duration.ofMinutes(10));

    @Override
    public Optional<Reach> reach() {
        return Optional.of(Reach.NAMELESS);
    }

    private final InstantSource clock = InstantSource.system();
    private final Map<ContactId, AssignmentId> busyContacts = new ConcurrentHashMap<>();
    private final Map<AgentId, AssignmentId> busyAgents = new ConcurrentHashMap<>();
    private final Set<ContactId> settled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch allSettled = new CountDownLatch(CONTACTS);
    private final List<String> wrongs = new CopyOnWriteArrayList<>();
    private final Random random = new Random(20260302);
    private final Database db = TestDatabase.fresh();
    private final Agents agents = new Agents(db, "east", QUICK, this, clock);
    private final List<RouterInbox> inboxes = List.of(new RouterInbox(), new RouterInbox());
    private final List<Router> routers =
            List.of(router("east", inboxes.getFirst()), router("west", inboxes.getLast()));

    @Test
    void noContactIsLostOrGivenTwiceAndNoAgentRungTwice() throws InterruptedException {
        for (var i = 0; i < AGENTS; i++) {
            seat("agent" + i);
        }
        routers.forEach(Router::start);
        for (var i = 0; i < CONTACTS; i++) {
            enter(new ContactId(UUID.randomUUID()), i % 3);
            inboxes.get(i % 2).wake();
        }

        var done = allSettled.await(120, TimeUnit.SECONDS);
        routers.forEach(Router::close);

        assertThat(wrongs).isEmpty();
        assertThat(done).as("settled: %d", settled.size()).isTrue();
        assertThat(count(WAITING_CONTACT.STATE.in("waiting", "offered"))).isZero();
        assertThat(contactsAnsweredTwice()).isZero();
        db.close();
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
        Thread.ofVirtual().start(() -> plays(ring, chance));
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
            anyInbox().ring(ring.assignment(), RingOutcome.BRIDGED);
            ends(ring, RingOutcome.ENDED);
        }
    }

    private void ends(Ring ring, RingOutcome outcome) {
        free(ring);
        inboxes.forEach(inbox -> inbox.ring(ring.assignment(), outcome));
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
        // Nothing rings on.
    }

    @Override
    public void pop(AgentId agent, AssignmentId offer, ContactId contact) {
        if (chance(50) > 0) {
            Thread.ofVirtual().start(() -> shows(agent, offer));
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
        Thread.ofVirtual()
                .start(() -> {
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

    /** Whoever is the first to hear of it takes the contact out of the queue. */
    private void isGone(ContactId contact) {
        db.runInTransaction(tx -> new Queue().leave(tx, contact, clock.instant()));
        settled(contact);
    }

    private void hangsUp(ContactId contact) {
        db.runInTransaction(tx -> {
            if (new Queue().leave(tx, contact, clock.instant())) {
                settled(contact);
            }
        });
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

    private int contactsAnsweredTwice() {
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
