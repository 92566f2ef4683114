package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.agent.ForgottenTalks;
import io.recaller.channel.agent.RestingTalks;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.Signals;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.WrittenByAgents;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.match.Load;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three chats fill Maria's hands; one that waits for its customer makes room for the next. */
class RestingTalksTest {
    /** As PostgreSQL has them in order. */
    private static final Comparator<ContactId> BY_ID =
            Comparator.comparing(contact -> contact.value().toString());

    private final DatabaseSettings settings = TestDatabase.freshSettings();
    private final Database db = TestDatabase.into(settings);

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");
    private final Signals signals =
            new Signals(settings)
                    .tell(Signals.Subject.QUEUE, world.inbox::queueChanged)
                    .tell(Signals.Subject.AGENT, world.inbox::agentChanged);
    private final Queue queue = new Queue();
    private final AgentId maria = world.readyAgent("maria", "");
    private final RestingTalks resting =
            new RestingTalks(db, new Talks(RoutingWorld.SETTINGS, "server-1"), clock);

    @BeforeEach
    void hear() {
        signals.start();
    }

    @AfterEach
    void close() {
        signals.close();
        db.close();
    }

    @Test
    void whoWaitsIsTakenOnceAConversationRestsAndTheOneThatRestedStaysWithItsAgent() {
        var talks = Stream.generate(this::taken).limit(3).toList();
        var fourth = writer();
        router.turn();
        assertThat(held()).containsExactlyInAnyOrderElementsOf(talks);

        answered(talks.get(1), Duration.ofMinutes(4));
        resting.run();
        router.turn();
        assertThat(held()).as("four minutes are not long").doesNotContain(fourth);
        answered(talks.getFirst(), Duration.ofMinutes(6));
        resting.run();
        await().until(() -> {
            router.turn();
            return held().contains(fourth);
        });
        take();

        assertThat(held()).hasSize(4).contains(fourth, talks.getFirst());

        writes(talks.getFirst());
        db.runInTransaction(tx -> queue.wake(tx, talks.getFirst()));
        answered(talks.getLast(), Duration.ofMinutes(6));
        var fifth = writer();
        resting.run();
        router.turn();
        assertThat(held())
                .as("of four one rests: the one that went on takes room again")
                .hasSize(4)
                .doesNotContain(fifth);
    }

    @Test
    void whoeverWroteLastIsWaitedForByNobody() {
        var talk = taken();
        answered(talk, Duration.ofMinutes(6));
        writes(talk);

        resting.run();

        assertThat(load().of(Channel.CHAT)).isEqualTo(1);
        answered(talk, Duration.ofMinutes(6));
        resting.run();
        assertThat(load().of(Channel.CHAT)).isZero();
    }

    @Test
    void whatAServerThatKnowsOfNoRestHasReadWakesItToo() {
        var talk = taken();
        answered(talk, Duration.ofMinutes(6));
        resting.run();
        assertThat(load().of(Channel.CHAT)).isZero();

        writes(talk);
        resting.run();

        assertThat(load().of(Channel.CHAT)).isEqualTo(1);
    }

    @Test
    void whoeverMayNotRestOrFailsKeepsNobodyBehindThemFromIt() {
        var talks = Stream.generate(this::taken).limit(3).sorted(BY_ID).toList();
        answered(talks.get(1), Duration.ofMinutes(6));
        answered(talks.getLast(), Duration.ofMinutes(6));
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "alter table assignment add constraint no_rest check (rests_since is null"
                                        + " or contact_id <> '"
                                        + talks.get(1).value()
                                        + "')"));

        new RestingTalks(db, new Talks(RoutingWorld.SETTINGS, "server-1"), clock, 1).run();

        assertThat(load().of(Channel.CHAT)).isEqualTo(2);
    }

    @Test
    void whoseAgentHasThePageOpenAndSaysNothingWaitsAgainWithTheirAge() {
        var talk = taken();
        var other = taken();
        var entered = world.enteredAt(talk);
        writes(talk);
        writes(other);
        clock.passes(Duration.ofMinutes(9));
        answered(other, Duration.ZERO);
        looksForForgottenTalks();
        assertThat(held()).as("nine minutes of a chat").contains(talk, other);

        var boris = world.readyAgent("boris", "");
        clock.passes(Duration.ofMinutes(2));
        world.agents.heartbeat(boris);
        looksForForgottenTalks();

        assertThat(world.doing(boris)).isEqualTo("ringing " + talk);
        assertThat(world.enteredAt(talk)).isEqualTo(entered);
        assertThat(held()).as("who was answered, or waits for nothing").contains(other);
    }

    @Test
    void whoWaitedLongForAnAgentIsNotTakenFromOneWhoHasJustBegun() {
        var talk = writer();
        writes(talk);
        clock.passes(Duration.ofHours(3));
        world.agents.heartbeat(maria);
        take();

        clock.passes(Duration.ofMinutes(1));
        looksForForgottenTalks();

        assertThat(held()).containsExactly(talk);
    }

    private void looksForForgottenTalks() {
        world.agents.heartbeat(maria);
        var plan = new GatewayPlan("site", Channel.CHAT, false);
        new ForgottenTalks(
                        db,
                        new Gateways(List.of(plan), GatewayTraffic.uncounted()),
                        world.inbox,
                        clock)
                .run();
        router.turn();
    }

    private Load load() {
        return db.inTransaction(tx -> new AgentLoads().all(tx)).getOrDefault(maria, Load.NOTHING);
    }

    private List<ContactId> held() {
        return world.held(maria).stream().map(Assignment::contact).toList();
    }

    private ContactId taken() {
        var talk = writer();
        take();
        return talk;
    }

    private void take() {
        router.turn();
        world.inbox.ring(world.held(maria).getLast().id(), RingOutcome.BRIDGED);
        router.turn();
    }

    private ContactId writer() {
        return world.writerInThread(Optional.empty());
    }

    private void answered(ContactId contact, Duration ago) {
        db.runInTransaction(tx ->
                new WrittenByAgents()
                        .write(
                                tx,
                                thread(tx, contact),
                                contact,
                                maria.value(),
                                UUID.randomUUID().toString(),
                                "Which lights are on?",
                                MessageState.SENT,
                                clock.instant().minus(ago)));
    }

    private void writes(ContactId contact) {
        db.runInTransaction(tx ->
                new InboundMessages()
                        .receive(
                                tx,
                                thread(tx, contact),
                                new InboundMessages.Received(
                                        "None",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(UUID.randomUUID().toString()),
                                        clock.instant()),
                                clock.instant()));
    }

    private static ThreadId thread(Tx tx, ContactId contact) {
        return new Threads().find(tx, "site", contact.toString()).orElseThrow();
    }
}
