package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Availability;
import io.recaller.agent.Station;
import io.recaller.callback.Callback;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.hours.OpeningHours;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.CallbackCall;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.PlayedMessage;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** Routing over a real database, with phones, cards and contacts that write down what they hear. */
final class RoutingWorld implements AutoCloseable {
    static final RoutingSettings SETTINGS =
            new RoutingSettings(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofNanos(1),
                    RoutingRules.usual(),
                    Duration.ofMinutes(10));

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<Ring> rings = new CopyOnWriteArrayList<>();
    final Database db;
    final InstantSource clock;
    final RoutingSettings settings;
    final Queue queue = new Queue();
    final RouterInbox inbox = new RouterInbox();
    final AgentStore store = new AgentStore();
    final Agents agents;
    volatile OpeningHours hours = OpeningHours.none();
    final Callbacks callbacks =
            new Callbacks(
                    new CallbackRules(
                            Set.of("main"),
                            Set.of(),
                            3,
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(30),
                            Duration.ofHours(8),
                            3));
    volatile boolean phonesAreDown;
    volatile boolean pagesAreQuick = true;
    volatile Optional<Reach> reach = Optional.of(Reach.NAMELESS);

    RoutingWorld(Database db, InstantSource clock) {
        this(db, clock, SETTINGS);
    }

    RoutingWorld(Database db, InstantSource clock, RoutingSettings settings) {
        this.settings = settings;
        this.db = db;
        this.clock = clock;
        this.agents = new Agents(db, "server-1", settings, contacts(), clock);
    }

    Router router(String server) {
        return router(server, inbox);
    }

    Router router(String server, RouterInbox inbox) {
        return router(server, inbox, Handovers.none());
    }

    /** Where talks are handed over. */
    Router router(String server, RouterInbox inbox, Handovers handovers) {
        var ports =
                new RouterPorts(
                        phones(),
                        cards(),
                        contact -> "Caller",
                        contacts(),
                        () -> hours,
                        callbacks,
                        calls(),
                        handovers);
        return new Router(db, server, settings, inbox, ports, registry, clock);
    }

    ContactOutcomes outcomes() {
        return contacts();
    }

    /** An agent with skills like {@code billing=3,language:ru=2}, at a phone of their own. */
    AgentId agent(String login, String skills) {
        return db.inTransaction(tx -> {
            store.putStation(tx, "desk-" + login, "PJSIP/" + login, Optional.empty());
            return store.put(tx, login, login, Optional.empty(), skills(skills));
        });
    }

    AgentId readyAgent(String login, String skills) {
        var agent = agent(login, skills);
        agents.signIn(agent, "desk-" + login);
        agents.ready(agent);
        return agent;
    }

    ContactId waitingContact(String requirement, int priority) {
        return waitingContact(requirement, priority, Optional.empty());
    }

    private ContactId waitingContact(String requirement, int priority, Optional<String> asterisk) {
        var contact = new ContactId(UUID.randomUUID());
        db.runInTransaction(tx -> {
            known(tx, contact);
            enter(tx, contact, requirement, priority, asterisk);
        });
        return contact;
    }

    /** Somebody who wrote on a site waits. */
    ContactId waitingWriter() {
        var contact = new ContactId(UUID.randomUUID());
        db.runInTransaction(tx -> {
            known(tx, contact);
            queue.enter(
                    tx,
                    contact,
                    Channel.CHAT,
                    Wish.of(Requirement.of(skills(""))),
                    0,
                    new Address.Thread("site", contact.toString()),
                    clock.instant());
        });
        return contact;
    }

    /** As {@link #waitingWriter()}, in a thread that people answer. */
    ContactId writerInThread(Optional<String> language) {
        var contact = waitingWriter();
        db.runInTransaction(tx -> {
            var threads = new Threads();
            var thread =
                    threads.heardFrom(
                            tx,
                            new Peer(
                                    "site",
                                    contact.toString(),
                                    Channel.CHAT,
                                    Optional.empty(),
                                    TrustTier.CLAIMED,
                                    Optional.empty(),
                                    language),
                            clock.instant());
            threads.begins(tx, thread, contact);
            threads.goesToPeople(tx, thread);
        });
        return contact;
    }

    private void known(Tx tx, ContactId contact) {
        tx.dsl()
                .insertInto(CONTACT_KEY)
                .set(CONTACT_KEY.CONTACT_ID, contact.value())
                .set(CONTACT_KEY.SOURCE, "test")
                .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                .set(CONTACT_KEY.STARTED_AT, clock.instant())
                .execute();
    }

    void enter(Tx tx, ContactId contact, String requirement, int priority) {
        enter(tx, contact, requirement, priority, Optional.empty());
    }

    private void enter(
            Tx tx, ContactId contact, String requirement, int priority, Optional<String> asterisk) {
        queue.enter(
                tx,
                contact,
                Channel.PHONE,
                Wish.of(Requirement.of(skills(requirement))),
                priority,
                new Address.Call(asterisk.orElse(""), "", "PJSIP/trunk-" + contact),
                clock.instant());
    }

    private CallbackCalls calls() {
        return new CallbackCalls() {
            @Override
            public Optional<CallbackCall> of(ContactId contact) {
                return db.inTransaction(tx -> callbacks.find(tx, contact))
                        .map(kept ->
                                new CallbackCall(
                                        kept.number(), "this-is", callbacks.rules().ring()));
            }

            @Override
            public Optional<PlayedMessage> message(ContactId contact) {
                heard.add("read " + contact);
                return Optional.of(
                        new PlayedMessage("message", "keys", "repeat", "missed", Optional.empty()));
            }

            @Override
            public boolean goesOn(Tx tx, ContactId contact, Instant now) {
                return false;
            }

            @Override
            public void heard(Tx tx, ContactId contact, Instant at) {
                heard.add("heard " + contact);
            }

            @Override
            public void reachedAt(Tx tx, ContactId contact, Address address) {
                heard.add("reached " + contact + " at " + address);
            }

            @Override
            public void over(Tx tx, ContactId contact, Ended how, Instant at) {
                heard.add("over " + contact + " " + how.result().slug() + " " + how.why().slug());
            }
        };
    }

    /** A contact that waits hangs up, to be called back from that instant on. */
    Callbacks.Answer asks(ContactId contact, String number, Instant notBefore) {
        var tel = new Handle(HandleKind.TEL, number);
        return db.inTransaction(tx -> {
            var asked =
                    Callback.asked(
                            contact,
                            Optional.empty(),
                            tel,
                            Optional.of(tel),
                            clock.instant(),
                            notBefore);
            var answer = callbacks.ask(tx, asked);
            if (answer == Callbacks.Answer.KEPT) {
                queue.moved(tx, contact, new Address.Callback(Optional.empty()));
            }
            return answer;
        });
    }

    /** A contact that waits leaves a message, and its caller hangs up. */
    void leavesMessage(ContactId contact) {
        db.runInTransaction(
                tx -> queue.moved(tx, contact, new Address.Voicemail(Optional.empty())));
    }

    /** As the end of a contact is written. */
    boolean hangsUp(ContactId contact) {
        return db.inTransaction(tx -> queue.leave(tx, contact, clock.instant()));
    }

    ContactId waitingOn(String asterisk) {
        return waitingContact("", 0, Optional.of(asterisk));
    }

    /** Where it was when it left unanswered; empty: it did not. */
    Optional<Queue.Left> left(ContactId contact) {
        return db.inTransaction(tx -> queue.left(tx, contact));
    }

    /** A ready agent at a phone that a named Asterisk knows. */
    AgentId readyAgentOn(String asterisk, String login) {
        db.runInTransaction(tx ->
                store.putStation(tx, "desk-" + login, "PJSIP/" + login, Optional.of(asterisk)));
        var agent = db.inTransaction(tx -> store.put(tx, login, login, Optional.empty(), Map.of()));
        agents.signIn(agent, "desk-" + login);
        agents.ready(agent);
        return agent;
    }

    /** What an agent does now, as {@code ready}, {@code ringing CONTACT} and so on. */
    String doing(AgentId agent) {
        var workload = agents.workload(agent).orElseThrow();
        return workload.held().stream()
                .map(RoutingWorld::words)
                .findFirst()
                .orElseGet(() -> words(workload.presence().availability()));
    }

    private static String words(Assignment held) {
        return switch (held) {
                    case Assignment.Offered _ -> "ringing ";
                    case Assignment.Connected _ -> "talking ";
                    case Assignment.WrapUp _ -> "wrap-up ";
                    case Assignment.Closed _ -> "closed ";
                }
                + held.contact();
    }

    private static String words(Availability availability) {
        return switch (availability) {
            case Availability.LoggedOut _ -> "logged-out";
            case Availability.Ready _ -> "ready";
            case Availability.NotReady(var reason) -> "not-ready " + reason.slug();
        };
    }

    /** What an agent holds, the longest held first. */
    List<Assignment> held(AgentId agent) {
        return agents.workload(agent).orElseThrow().held();
    }

    String placeOf(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.STATE)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(WAITING_CONTACT.LEFT_AT.desc().nullsFirst())
                        .limit(1)
                        .fetchSingle(Record1::value1));
    }

    /** When its newest wait was over. */
    Instant leftAt(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.LEFT_AT)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(WAITING_CONTACT.LEFT_AT.desc())
                        .limit(1)
                        .fetchSingle(Record1::value1));
    }

    Instant enteredAt(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.ENTERED_AT)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(WAITING_CONTACT.LEFT_AT.desc().nullsFirst())
                        .limit(1)
                        .fetchSingle(Record1::value1));
    }

    /** The states of every time a contact waited, oldest first. */
    List<String> historyOf(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.STATE)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(WAITING_CONTACT.LEFT_AT.asc().nullsLast())
                        .fetch(Record1::value1));
    }

    /** Outcomes of the offers made of a contact, oldest first; an open one is {@code open}. */
    List<String> outcomesOf(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(
                                DSL.when(ASSIGNMENT.CONNECTED_AT.isNotNull(), "answered")
                                        .otherwise(DSL.coalesce(ASSIGNMENT.OUTCOME, "open")))
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.CONTACT_ID.eq(contact.value()))
                        .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                        .fetch(Record1::value1));
    }

    /** What Asterisk is asked of. */
    List<Engagement> engagements() {
        return new Engagements(db, clock).get();
    }

    Ring lastRing() {
        return rings.getLast();
    }

    /** Leaves a database as good as fresh for the next world over it. */
    @Override
    public void close() {
        db.runInTransaction(tx -> {
            tx.dsl().deleteFrom(ASSIGNMENT).execute();
            tx.dsl().deleteFrom(WAITING_CONTACT).execute();
            tx.dsl()
                    .update(AGENT_PRESENCE)
                    .set(AGENT_PRESENCE.STATE, "logged_out")
                    .setNull(AGENT_PRESENCE.REASON)
                    .setNull(AGENT_PRESENCE.STATION_ID)
                    .setNull(AGENT_PRESENCE.LEASE_UNTIL)
                    .execute();
        });
    }

    private AgentPhones phones() {
        return new AgentPhones() {
            @Override
            public Optional<Reach> reach() {
                return reach;
            }

            @Override
            public void ring(Ring ring) {
                if (phonesAreDown) {
                    throw new IllegalStateException("no link");
                }
                heard.add("ring " + ring.station());
                rings.add(ring);
            }

            @Override
            public PhoneReachability state(Station station) {
                return PhoneReachability.UNKNOWN;
            }

            @Override
            public void cancel(AssignmentId offer) {
                heard.add("cancel " + offer);
            }
        };
    }

    private Cards cards() {
        return new Cards() {
            @Override
            public void pop(AgentId agent, AssignmentId offer, ContactId contact) {
                heard.add("card " + contact);
                if (pagesAreQuick) {
                    agents.cardShown(agent, offer);
                }
            }

            @Override
            public void refresh(AgentId agent) {
                heard.add("refresh " + agent);
            }
        };
    }

    private ContactOutcomes contacts() {
        return new ContactOutcomes() {
            @Override
            public void servedBy(Tx tx, ContactId contact, AgentId agent) {
                heard.add("served " + contact + " by " + agent);
            }

            @Override
            public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {
                heard.add("disposed " + contact + " " + topic + " " + disposition);
            }
        };
    }

    private static Map<Skill, Proficiency> skills(String written) {
        return Arrays.stream(written.split(",", -1))
                .filter(pair -> !pair.isBlank())
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> new Skill(pair[0]),
                                pair -> new Proficiency(Integer.parseInt(pair[1])),
                                (one, _) -> one,
                                TreeMap::new));
    }
}
