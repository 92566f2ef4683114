package io.recaller.desk;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AccountStore;
import io.recaller.agent.Accounts;
import io.recaller.agent.AgentAccount;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Availability;
import io.recaller.agent.Credentials;
import io.recaller.agent.Login;
import io.recaller.agent.Station;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.agent.AgentFiles;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.channel.agent.AgentTyping;
import io.recaller.channel.agent.WrittenOffers;
import io.recaller.channel.agent.WrittenSearch;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Signals;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.desk.session.DatabaseSessions;
import io.recaller.message.InboundMessages;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.routing.Agents;
import io.recaller.routing.ContactOutcomes;
import io.recaller.routing.Engagements;
import io.recaller.routing.Router;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.RouterPorts;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two servers on one PostgreSQL: the agent's page hangs on one, the other one offers. */
class TwoServersTest {
    private static final String PASSWORD = "correct horse";
    private static final String CLIENT = "01978a00-0000-7000-8000-00000000c001";
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private static final Peer VISITOR =
            new Peer(
                    "site",
                    "visitor",
                    Channel.CHAT,
                    Optional.empty(),
                    TrustTier.CLAIMED,
                    Optional.empty(),
                    Optional.empty());

    private final io.recaller.db.DatabaseSettings settings = TestDatabase.freshSettings();
    private final Database db = Database.open(settings);
    private final InstantSource clock = InstantSource.system();
    private final BlockingQueue<Ring> rings = new LinkedBlockingQueue<>();
    private final Server east = new Server("east");
    private final Server west = new Server("west");

    @AfterEach
    void close() {
        east.close();
        west.close();
        db.close();
    }

    @Test
    void aCardAppearsWithinASecondOnAPageThatHangsOnAnotherServer() throws InterruptedException {
        seat();
        var page = west.signedIn();
        page.send("ready");
        page.state("ready");
        var contact = waiting();
        var began = System.nanoTime();

        east.inbox.wake();

        var card = page.next("card");
        assertThat(card.getString("contact")).isEqualTo(contact.toString());
        assertThat(rings).as("the phone waits for the card").isEmpty();
        page.send("card-ack", "assignment", card.getString("assignment"));
        var ring = rings.poll(5, TimeUnit.SECONDS);
        assertThat(ring).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(east.registry.timer("recaller.card.lead").count()).isEqualTo(1);
        assertThat(east.registry.counter("recaller.card.missed").count()).isZero();

        began = System.nanoTime();
        east.inbox.ring(ring.assignment(), RingOutcome.BRIDGED);
        page.state("talking");
        east.inbox.ring(ring.assignment(), RingOutcome.ENDED);
        page.state("wrap-up");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void anOpenCardIsReadAgainWithinASecondWhenAnotherIsThere() throws InterruptedException {
        seat();
        var page = west.signedIn();
        page.send("ready");
        page.state("ready");
        var contact = waiting();
        log(contact);
        east.inbox.wake();
        var card = page.next("card");
        page.send("card-ack", "assignment", card.getString("assignment"));
        assertThat(rings.poll(5, TimeUnit.SECONDS)).isNotNull();
        var other = waiting();
        log(other);
        var began = System.nanoTime();

        takenOver(other);
        takenOver(contact);

        var again = page.next("card");
        while (again.getJsonObject("card").equals(card.getJsonObject("card"))) {
            again = page.next("card");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        assertThat(again.getString("assignment")).isEqualTo(card.getString("assignment"));
    }

    @Test
    void whatAnotherServerTookIsOnThePageAtOnceAndTheAnswerIsWrittenOnce()
            throws InterruptedException {
        seat();
        var page = west.signedIn();
        page.send("ready");
        page.state("ready");
        var thread = writes();
        hears(thread, "Интернет жоқ");
        east.inbox.wake();
        var id = page.next("card").getString("assignment");
        assertThat(rings.poll(200, TimeUnit.MILLISECONDS)).as("no phone rings").isNull();

        page.send("accept", "assignment", id);
        page.state("talking");
        assertThat(text(page)).isEqualTo("Интернет жоқ");
        var began = System.nanoTime();
        hears(thread, "Алло?");
        assertThat(text(page)).isEqualTo("Алло?");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
        for (var tries = 0; tries < 2; tries++) {
            page.send("say", "assignment", id, "client", CLIENT, "text", "Сәлеметсіз бе!");
        }
        assertThat(text(page)).isEqualTo("Сәлеметсіз бе!");
        page.send("close", "assignment", id);
        page.state("wrap-up");

        var rows = db.inTransaction(tx -> new Messages().changed(tx, thread, Instant.EPOCH, 10));
        assertThat(rows)
                .extracting(ThreadMessage::text)
                .containsExactly("Интернет жоқ", "Алло?", "Сәлеметсіз бе!");
    }

    @Test
    void whatAnAgentWritesIsSaidThoughWhoIsToldOfItFails() throws InterruptedException {
        seat();
        var page = west.signedIn();
        page.send("ready");
        page.state("ready");
        var thread = writes();
        hears(thread, "Нет связи");
        east.inbox.wake();
        var id = page.next("card").getString("assignment");
        page.send("accept", "assignment", id);
        page.state("talking");
        var failing =
                writing(
                        west.inbox,
                        "west",
                        _ -> {
                            throw new IllegalStateException("away");
                        });

        var isSaid =
                failing.say(
                        dana().orElseThrow().agent().id(),
                        new AssignmentId(UUID.fromString(id)),
                        CLIENT,
                        "Здравствуйте!");

        var rows = db.inTransaction(tx -> new Messages().changed(tx, thread, Instant.EPOCH, 10));
        assertThat(isSaid).isTrue();
        assertThat(rows)
                .extracting(ThreadMessage::text)
                .containsExactly("Нет связи", "Здравствуйте!");
    }

    private static String text(DeskClient.Wire page) throws InterruptedException {
        var messages = page.next("messages").getJsonArray("messages");
        return messages.getJsonObject(messages.size() - 1).getString("text");
    }

    /** Somebody whose chat was given to people. */
    private ThreadId writes() {
        var contact = waiting(Channel.CHAT, new Address.Thread("site", "visitor"));
        log(contact);
        return db.inTransaction(tx -> {
            var threads = new Threads();
            var thread = threads.heardFrom(tx, VISITOR, clock.instant());
            threads.begins(tx, thread, contact);
            threads.goesToPeople(tx, thread);
            return thread;
        });
    }

    private void hears(ThreadId thread, String text) {
        db.runInTransaction(tx ->
                new InboundMessages()
                        .receive(
                                tx,
                                thread,
                                new InboundMessages.Received(
                                        text,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        clock.instant()),
                                clock.instant()));
    }

    private void log(ContactId contact) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "insert into contact (id, started_at, source, external_id, nature,"
                                        + " channel, direction, trust) select contact_id, started_at,"
                                        + " source, external_id, 'interaction', 'phone', 'inbound',"
                                        + " 'verified' from contact_key where contact_id = ?",
                                contact.value()));
    }

    private void takenOver(ContactId contact) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(CONTACT)
                        .set(CONTACT.TRUST, "unknown")
                        .where(CONTACT.ID.eq(contact.value()))
                        .execute());
    }

    @Test
    void tabsOnBothServersAgree() throws InterruptedException {
        seat();
        var left = east.signedIn();
        var right = west.signedIn();

        left.send("ready");

        left.state("ready");
        right.state("ready");
        right.send("not-ready");
        assertThat(left.state("not-ready").getString("reason")).isEqualTo("break");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "removed"})
    void whoIsKeptOutIsSignedOutAtOnceAndATalkGoesOnToItsEnd(String how)
            throws InterruptedException {
        seat();
        var page = west.signedIn();
        page.send("ready");
        page.state("ready");
        waiting();
        east.inbox.wake();
        page.send("card-ack", "assignment", page.next("card").getString("assignment"));
        var ring = rings.poll(5, TimeUnit.SECONDS);
        assertThat(ring).isNotNull();
        east.inbox.ring(ring.assignment(), RingOutcome.BRIDGED);
        page.state("talking");

        keepOut(how);

        assertThat(page.closeCode()).isEqualTo(4001);
        assertThat(talks())
                .extracting(Engagement::assignment, Engagement::talking)
                .containsExactly(tuple(ring.assignment(), true));
        assertThat(west.client.signIn("dana", PASSWORD).statusCode()).isEqualTo(401);
        waiting();
        east.inbox.ring(ring.assignment(), RingOutcome.ENDED);
        assertThat(rings.poll(1, TimeUnit.SECONDS)).as("offered nothing more").isNull();
        assertThat(talks()).isEmpty();
    }

    private List<Engagement> talks() {
        return new Engagements(db, clock).get().stream().filter(Engagement::talking).toList();
    }

    @Test
    void whoIsKeptOutWithNothingInHandGoesHomeAtOnce() throws InterruptedException {
        seat();
        var page = west.signedIn();
        page.send("ready");
        page.state("ready");

        keepOut("disabled");

        assertThat(page.closeCode()).isEqualTo(4001);
        await().untilAsserted(() ->
                assertThat(dana().map(AgentAccount::availability))
                        .hasValue(new Availability.LoggedOut()));
    }

    @Test
    void aNewPasswordSignsOutEveryPageAndTakesNothingOutOfTheAgentsHands()
            throws InterruptedException {
        seat();
        var left = east.signedIn();
        var right = west.signedIn();
        right.send("ready");
        right.state("ready");

        db.runInTransaction(tx ->
                new AccountStore()
                        .setPassword(
                                tx,
                                dana().orElseThrow().agent().id(),
                                Credentials.hash("new".toCharArray())));

        assertThat(left.closeCode()).isEqualTo(4001);
        assertThat(right.closeCode()).isEqualTo(4001);
        assertThat(dana().map(AgentAccount::availability)).hasValue(new Availability.Ready());
        assertThat(west.client.signIn("dana", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(west.client.signIn("dana", "new").statusCode()).isEqualTo(200);
        west.client.connect().state("ready");
    }

    private Optional<AgentAccount> dana() {
        return db.inTransaction(tx -> new Accounts().find(tx, new Login("dana")));
    }

    private void keepOut(String how) {
        var agent = dana().orElseThrow().agent().id();
        var accounts = new AccountStore();
        db.runInTransaction(tx -> {
            if (how.equals("removed")) {
                accounts.remove(tx, agent, clock.instant());
            } else {
                accounts.disable(tx, agent, clock.instant());
            }
        });
    }

    private AgentProofs proofs() {
        return new AgentProofs(contacts(), new AuditTrail(ids), Handings.recommender(db));
    }

    private static ContactStore contacts() {
        return new ContactStore(ids, new HandleStore(ids), new TopicStore());
    }

    private WrittenDesk writing(RouterInbox inbox, String server, Consumer<AgentId> wrote) {
        var messages =
                new AgentMessages(
                        db,
                        new Gateways(List.of(), GatewayTraffic.uncounted()),
                        new Talks(RoutingSettings.usual(), server),
                        inbox,
                        contacts(),
                        clock);
        return new ThreadDesk(
                messages,
                new WrittenSearch(db, messages, new AuditTrail(ids), clock),
                AgentFiles.none(),
                new AgentTyping(db, messages, _ -> {}, clock),
                wrote);
    }

    private void seat() {
        var hash = Optional.of(Credentials.hash(PASSWORD.toCharArray()));
        var store = new AgentStore();
        db.runInTransaction(tx -> {
            store.put(tx, "dana", "Dana", hash, Map.of());
            store.putStation(tx, "dana", "PJSIP/dana", Optional.empty());
        });
    }

    private ContactId waiting() {
        return waiting(Channel.PHONE, new Address.Call("", "", "PJSIP/trunk-1"));
    }

    private ContactId waiting(Channel channel, Address address) {
        var contact = new ContactId(UUID.randomUUID());
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
                            channel,
                            Wish.of(Requirement.none()),
                            0,
                            address,
                            clock.instant());
        });
        return contact;
    }

    /** A desk, a router and what tells them to look, as each server has them. */
    private final class Server implements AutoCloseable {
        final RouterInbox inbox = new RouterInbox();
        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        private final Vertx vertx = Vertx.vertx();
        private final Desk desk;
        private final HttpServer http;
        private final Router router;
        private final Signals signals;
        private final DeskClient client;

        Server(String name) {
            var agents = new Agents(db, name, RoutingSettings.usual(), new NoLog(), clock);
            var credentials = new Credentials(db, clock);
            desk =
                    new Desk(
                            vertx,
                            new RoutedAgentDesk(
                                    db,
                                    agents,
                                    credentials,
                                    proofs(),
                                    _ -> PhoneReachability.REACHABLE,
                                    Handings.over(db, clock),
                                    clock),
                            (_, id, contact) -> SampleCards.aigerim(id, contact, clock.instant()),
                            writing(inbox, name, _ -> {}),
                            PageDesk.none(),
                            () -> SampleCards.TOPICS,
                            new DatabaseSessions(db),
                            DeskSettings.defaults(),
                            clock);
            var routes = io.vertx.ext.web.Router.router(vertx);
            desk.mount(routes);
            http =
                    vertx.createHttpServer()
                            .requestHandler(routes)
                            .listen(0, "127.0.0.1")
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
            client = new DeskClient("http://127.0.0.1:" + http.actualPort());
            router =
                    new Router(
                            db,
                            name,
                            RoutingSettings.usual(),
                            inbox,
                            new RouterPorts(
                                    new WrittenOffers(new Phones(name)),
                                    desk,
                                    _ -> "Caller",
                                    new NoLog()),
                            registry,
                            clock);
            router.start();
            signals =
                    new Signals(settings)
                            .tell(Signals.Subject.QUEUE, inbox::queueChanged)
                            .tell(Signals.Subject.AGENT, inbox::agentChanged)
                            .tell(Signals.Subject.AGENT, desk::look)
                            .tell(Signals.Subject.CARD, inbox::cardShown)
                            .tell(Signals.Subject.CALLER, desk::lookWhoItIs)
                            .tell(Signals.Subject.ACCESS, desk::lookWhoMay)
                            .tell(Signals.Subject.MESSAGE, desk::lookAtMessages)
                            .tell(Signals.Subject.RECEIPT, desk::lookAtMessages);
            signals.start();
        }

        DeskClient.Wire signedIn() throws InterruptedException {
            client.signIn("dana", PASSWORD);
            var wire = client.connect();
            wire.next("state");
            return wire;
        }

        @Override
        public void close() {
            signals.close();
            router.close();
            client.close();
            desk.close();
            http.close().toCompletionStage().toCompletableFuture().join();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Only the east is linked to an Asterisk. */
    private final class Phones implements AgentPhones {
        private final String server;

        Phones(String server) {
            this.server = server;
        }

        @Override
        public Optional<Reach> reach() {
            return server.equals("east") ? Optional.of(Reach.NAMELESS) : Optional.empty();
        }

        @Override
        public void ring(Ring ring) {
            rings.add(ring);
        }

        @Override
        public PhoneReachability state(Station station) {
            return PhoneReachability.UNKNOWN;
        }

        @Override
        public void cancel(AssignmentId assignment) {
            // Nothing rings on.
        }
    }

    /** Nobody reads of what became of the contacts here. */
    private static final class NoLog implements ContactOutcomes {
        @Override
        public void servedBy(Tx tx, ContactId contact, AgentId agent) {}

        @Override
        public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {}
    }
}
