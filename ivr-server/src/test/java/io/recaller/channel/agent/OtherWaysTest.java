package io.recaller.channel.agent;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.ManualClock;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.agent.AgentMessages.Result;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.TopicStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.Stops;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.JSONB;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An agent who talks with somebody in a chat writes to them in a messenger. */
class OtherWaysTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;

    private final ManualClock clock = new ManualClock();
    private final HandleStore handles = new HandleStore(ids);
    private final AgentMessages talks =
            new AgentMessages(
                    db,
                    new Gateways(
                            List.of(
                                    new GatewayPlan("site", Channel.CHAT, false),
                                    new GatewayPlan("bot", Channel.MESSENGER, true)
                                            .paidAfter(Duration.ofHours(24))),
                            GatewayTraffic.uncounted()),
                    new Talks(RoutingSettings.usual(), "server-1"),
                    new RouterInbox(),
                    new ContactStore(ids, handles, new TopicStore()),
                    clock);
    private final UUID customer = customer();
    private final Handle telegram = new Handle(HandleKind.TELEGRAM, "7" + System.nanoTime());
    private final AgentId dana =
            db.inTransaction(tx ->
                    new AgentStore()
                            .put(tx, "dana-" + ids.get(), "Dana", Optional.empty(), Map.of()));

    private static UUID customer() {
        var id = ids.get();
        db.runInTransaction(tx -> tx.dsl().insertInto(CUSTOMER).set(CUSTOMER.ID, id).execute());
        return id;
    }

    @Test
    void whoWantsNoMessagesThereIsToldAndReachedByNoOtherWay() {
        var talk = talk("verified");
        var bot = thread("bot", telegram);
        uses(customer, "proved");
        var stops = new Stops();
        var peer = db.inTransaction(tx -> new Threads().find(tx, bot)).orElseThrow().peer();
        db.runInTransaction(tx -> stops.begin(tx, "bot", peer, clock.instant()));

        assertThat(talks.of(dana, talk).ways()).isEmpty();
        assertThat(talks.of(dana, talk).reach().isStopped()).isFalse();
        assertThat(talks.say(dana, talk, "c", "there", bot)).isEqualTo(Result.NOT_NOW);

        db.runInTransaction(tx -> stops.end(tx, "bot", peer));
        assertThat(talks.of(dana, talk).ways()).extracting(OtherWay::thread).containsExactly(bot);
    }

    @Test
    void whatIsSentByAnotherWayBelongsToThisContactAndStandsInThatThread() {
        var talk = talk("verified");
        var bot = thread("bot", telegram);
        uses(customer, "proved");
        var client = ids.get().toString();

        var first = talks.say(dana, talk, client, "there", bot);
        var again = talks.say(dana, talk, client, "there", bot);

        assertThat(List.of(first, again)).containsOnly(Result.WRITTEN);
        var sent = in(bot).getFirst();
        assertThat(in(bot)).hasSize(1);
        assertThat(sent.state()).isEqualTo(MessageState.QUEUED);
        var read = talks.of(dana, talk);
        assertThat(read.ways()).extracting(OtherWay::thread).containsExactly(bot);
        assertThat(read.messages())
                .extracting(ThreadMessage::text)
                .containsExactly("hello", "there");
        assertThat(read.isElsewhere(read.messages().getFirst())).isFalse();
        assertThat(read.isElsewhere(read.messages().getLast())).isTrue();
        assertThat(sent.contact()).isEqualTo(read.messages().getFirst().contact());
    }

    @Test
    void whoWaitsToWriteByAnotherWayKeepsNobodyWaitingInTheirOwn() throws Exception {
        var bot = thread("bot", telegram);
        var talk = talk("verified");
        uses(customer, "proved");
        var own =
                db.inTransaction(tx -> talks.held().toWrite(tx, dana, talk))
                        .orElseThrow()
                        .thread()
                        .id();
        try (var agents = Executors.newVirtualThreadPerTaskExecutor()) {
            var said =
                    db.inTransaction(tx -> {
                        new Threads().lock(tx, bot);
                        var saying =
                                agents.submit(() ->
                                        talks.say(dana, talk, ids.get().toString(), "x", bot));
                        await().until(OtherWaysTest::somebodyWaits);
                        assertThat(isFree(own)).isTrue();
                        return saying;
                    });
            assertThat(said.get(5, TimeUnit.SECONDS)).isEqualTo(Result.WRITTEN);
        }
    }

    private static boolean somebodyWaits() {
        return db.<Boolean>inTransaction(tx ->
                tx.dsl()
                        .fetchSingle(
                                "select exists (select from pg_locks join pg_stat_activity using (pid)"
                                        + " where not granted and datname = current_database())")
                        .get(0, Boolean.class));
    }

    private static boolean isFree(ThreadId thread) {
        return db.<Boolean>inTransaction(tx ->
                tx.dsl()
                        .select(THREAD.ID)
                        .from(THREAD)
                        .where(THREAD.ID.eq(thread.value()))
                        .forUpdate()
                        .skipLocked()
                        .fetch()
                        .isNotEmpty());
    }

    @Test
    void noWayIsKnownOfWhoeverProvedNothingNorOneThatIsOnlySaidToBeTheirs() {
        var bot = thread("bot", telegram);
        uses(customer, "claimed");
        var verified = talk("verified");
        assertThat(talks.of(dana, verified).ways()).isEmpty();
        assertThat(talks.say(dana, verified, ids.get().toString(), "x", bot))
                .isEqualTo(Result.NOT_NOW);

        uses(customer, "proved");
        var claimed = talk("claimed");

        assertThat(talks.of(dana, verified).ways()).hasSize(1);
        assertThat(talks.of(dana, claimed).ways()).isEmpty();
        assertThat(talks.say(dana, claimed, ids.get().toString(), "x", bot))
                .isEqualTo(Result.NOT_NOW);
        assertThat(in(bot)).isEmpty();
    }

    @Test
    void aHandleOfSeveralOrAGatewayThatIsGoneIsNoWay() {
        var talk = talk("verified");
        thread("gone", telegram);
        uses(customer, "proved");
        assertThat(talks.of(dana, talk).ways()).isEmpty();

        thread("bot", telegram);
        assertThat(talks.of(dana, talk).ways()).hasSize(1);
        uses(customer(), "proved");

        assertThat(talks.of(dana, talk).ways()).isEmpty();
    }

    private void uses(UUID who, String standing) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CUSTOMER_HANDLE)
                        .set(CUSTOMER_HANDLE.CUSTOMER_ID, who)
                        .set(CUSTOMER_HANDLE.HANDLE_ID, handles.idOf(tx, telegram))
                        .set(CUSTOMER_HANDLE.STANDING, standing)
                        .onDuplicateKeyUpdate()
                        .set(CUSTOMER_HANDLE.STANDING, standing)
                        .execute());
    }

    private ThreadId thread(String gateway, Handle handle) {
        return db.inTransaction(tx -> thread(tx, gateway, handle.value(), Optional.of(handle)));
    }

    private ThreadId thread(Tx tx, String gateway, String peer, Optional<Handle> handle) {
        return new Threads()
                .heardFrom(
                        tx,
                        new Peer(
                                gateway,
                                peer,
                                gateway.equals("site") ? Channel.CHAT : Channel.MESSENGER,
                                handle,
                                TrustTier.CLAIMED,
                                Optional.of("Жанна"),
                                Optional.empty()),
                        clock.instant());
    }

    private List<ThreadMessage> in(ThreadId thread) {
        return db.inTransaction(tx -> new Messages().newest(tx, thread, 10));
    }

    /** Dana talks with the customer, who wrote hello in a chat. */
    private AssignmentId talk(String trust) {
        var contact = new ContactId(ids.get());
        return db.inTransaction(tx -> {
            enter(tx, contact, trust);
            var thread = thread(tx, "site", "peer-" + contact, Optional.empty());
            var hello =
                    new InboundMessages.Received(
                            "hello",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(ids.get().toString()),
                            clock.instant());
            var seq =
                    new InboundMessages().receive(tx, thread, hello, clock.instant()).orElseThrow();
            new InboundMessages().handled(tx, seq, Optional.of(contact), clock.instant());
            return taken(tx, contact);
        });
    }

    private AssignmentId taken(Tx tx, ContactId contact) {
        var id = ids.get();
        tx.dsl()
                .insertInto(ASSIGNMENT)
                .set(ASSIGNMENT.ID, id)
                .set(ASSIGNMENT.CONTACT_ID, contact.value())
                .set(ASSIGNMENT.AGENT_ID, dana.value())
                .set(ASSIGNMENT.CHANNEL, Channel.CHAT.slug())
                .set(ASSIGNMENT.HELD_BY, "server-1")
                .set(ASSIGNMENT.STATE, "connected")
                .set(ASSIGNMENT.OFFERED_AT, clock.instant())
                .set(ASSIGNMENT.LEASE_UNTIL, clock.instant())
                .set(ASSIGNMENT.CONNECTED_AT, clock.instant())
                .execute();
        return new AssignmentId(id);
    }

    private void enter(Tx tx, ContactId contact, String trust) {
        tx.dsl()
                .insertInto(CONTACT_KEY)
                .set(CONTACT_KEY.CONTACT_ID, contact.value())
                .set(CONTACT_KEY.SOURCE, "test")
                .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                .set(CONTACT_KEY.STARTED_AT, clock.instant())
                .execute();
        var address = new Address.Thread("site", "peer-" + contact);
        tx.dsl()
                .insertInto(CONTACT)
                .set(CONTACT.ID, contact.value())
                .set(CONTACT.STARTED_AT, clock.instant())
                .set(CONTACT.SOURCE, "test")
                .set(CONTACT.EXTERNAL_ID, contact.toString())
                .set(CONTACT.NATURE, "interaction")
                .set(CONTACT.CHANNEL, Channel.CHAT.slug())
                .set(CONTACT.DIRECTION, "inbound")
                .set(CONTACT.TRUST, trust)
                .set(CONTACT.CUSTOMER_ID, customer)
                .set(CONTACT.ADDRESS, JSONB.valueOf(AddressJson.write(address).toString()))
                .execute();
    }
}
