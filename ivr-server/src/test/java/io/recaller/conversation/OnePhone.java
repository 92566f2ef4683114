package io.recaller.conversation;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Station;
import io.recaller.callback.CallableNumbers;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unreached;
import io.recaller.customer.handle.Handles;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.Agents;
import io.recaller.routing.Cards;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.Handovers;
import io.recaller.routing.Router;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.RouterPorts;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One agent who is ready at a phone on pbx1, and the router that rings it. */
final class OnePhone implements AgentPhones, Cards, AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<Skill, Proficiency> SKILLS =
            Map.of(
                    new Skill("sales"), new Proficiency(3),
                    new Skill("language:en"), new Proficiency(3));

    /** Who is called back is rung once. */
    private static final CallbackRules RULES =
            new CallbackRules(
                    Set.of("main"),
                    Set.of(),
                    1,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(30),
                    Duration.ofHours(8),
                    100);

    private final Archive archive;
    private final RouterInbox inbox = new RouterInbox();
    private final Map<ContactId, AssignmentId> rings = new ConcurrentHashMap<>();
    private final Agents agents;
    private final Router router;

    OnePhone(Archive archive) {
        this.archive = archive;
        InstantSource clock = () -> Office.NOW;
        ContactOutcomes outcomes = new RoutedContacts(archive.contacts, clock);
        var settings = RoutingSettings.usual();
        agents = new Agents(archive.db, "one", settings, outcomes, clock);
        var callbacks = new Callbacks(RULES);
        var ports =
                new RouterPorts(
                        this,
                        this,
                        _ -> "Caller",
                        outcomes,
                        OpeningHours::none,
                        callbacks,
                        new StoredCallbacks(
                                archive.db,
                                callbacks,
                                new Voicemails(VoicemailRules.usual()),
                                archive.contacts,
                                new CallableNumbers(new Handles("KZ")::caller, Set.of()),
                                new Unspoken()),
                        Handovers.none());
        router =
                new Router(
                        archive.db,
                        "one",
                        settings,
                        inbox,
                        ports,
                        new SimpleMeterRegistry(),
                        clock);
        sitDown();
        router.start();
    }

    private void sitDown() {
        var store = new AgentStore();
        var agent =
                archive.db.inTransaction(tx -> {
                    store.putStation(tx, "desk-zoe", "PJSIP/zoe", Optional.of("pbx1"));
                    return store.put(tx, "zoe", "Zoe", Optional.empty(), SKILLS);
                });
        agents.signIn(agent, "desk-zoe");
        agents.ready(agent);
    }

    /** Returns once the phone rings for the contact. */
    AssignmentId awaitRing(ContactId contact) {
        inbox.wake();
        await().atMost(SOON).until(() -> rings.containsKey(contact));
        return requireNonNull(rings.get(contact));
    }

    /** The customer was called back in vain; returns once it is written. */
    void came(AssignmentId ring, Unreached why) {
        inbox.calling(ring);
        inbox.notReached(ring, why);
        await().atMost(SOON).until(() -> state(ring).equals("closed"));
    }

    /** Returns once it is written how the ring went. */
    void came(AssignmentId ring, RingOutcome outcome) {
        inbox.ring(ring, outcome);
        await().atMost(SOON).until(() -> state(ring).equals("closed"));
    }

    private String state(AssignmentId ring) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.STATE)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.ID.eq(ring.value()))
                        .fetchSingle()
                        .value1());
    }

    @Override
    public Optional<Reach> reach() {
        return Optional.of(new Reach("pbx1", true));
    }

    @Override
    public void ring(Ring ring) {
        rings.put(ring.contact(), ring.assignment());
    }

    @Override
    public PhoneReachability state(Station station) {
        return PhoneReachability.UNKNOWN;
    }

    @Override
    public void cancel(AssignmentId assignment) {
        // The caller is gone: the test looks at the rows.
    }

    @Override
    public void pop(AgentId agent, AssignmentId assignment, ContactId contact) {
        agents.cardShown(agent, assignment);
        inbox.wake();
    }

    @Override
    public void refresh(AgentId agent) {
        // No page is open.
    }

    @Override
    public void close() {
        router.close();
        archive.db.runInTransaction(tx ->
                tx.dsl()
                        .update(AGENT_PRESENCE)
                        .set(AGENT_PRESENCE.STATE, "logged_out")
                        .setNull(AGENT_PRESENCE.REASON)
                        .setNull(AGENT_PRESENCE.STATION_ID)
                        .setNull(AGENT_PRESENCE.LEASE_UNTIL)
                        .execute());
    }
}
