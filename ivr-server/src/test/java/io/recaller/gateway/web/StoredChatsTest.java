package io.recaller.gateway.web;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.ClosedQueues;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.Typing;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Lanes;
import io.recaller.contact.Channel;
import io.recaller.continuation.ChannelLinks;
import io.recaller.conversation.Archive;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.moving.Departures;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.Signals;
import io.recaller.db.TestDatabase;
import io.recaller.hours.OpeningHours;
import io.recaller.message.Messages;
import io.recaller.message.ThreadId;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chat over real rows, answered by the demo's flow; news come by signals. */
@Timeout(120)
class StoredChatsTest {
    private final DatabaseSettings settings = TestDatabase.freshSettings();
    private final Archive archive = new Archive(Database.open(settings));
    private final Office office = new Office();
    private final Lanes lanes = lanes();
    private final StoredChats chats =
            new StoredChats(
                    archive.db,
                    new Inbox(archive.db, lanes::told, GatewayTraffic.uncounted(), office),
                    new ChannelLinks(
                            archive.db,
                            new Departures(
                                    new MovedDialogues(
                                            archive.contacts,
                                            archive.fields.catalogue(),
                                            (_, _) -> Optional.empty()),
                                    _ -> false),
                            List.of(),
                            office),
                    InstantSource.system());
    private final ChatServer server =
            new ChatServer(chats, InstantSource.system(), ChatLimits.defaults(), List.of());
    private final List<UUID> typed = new CopyOnWriteArrayList<>();
    private final Signals signals =
            new Signals(settings)
                    .tell(Signals.Subject.MESSAGE, server.chat()::look)
                    .tell(Signals.Subject.RECEIPT, server.chat()::look)
                    .tell(Signals.Subject.AGENT_TYPES, server.chat()::lookWhoTypes)
                    .tell(Signals.Subject.CUSTOMER_TYPES, thread -> thread.ifPresent(typed::add));
    private final HttpClient http = HttpClient.newHttpClient();

    private Lanes lanes() {
        office.store = archive.dialogues;
        office.numbers = Map.of("site", "telecom");
        office.contexts = new RememberedContext(Map.of(), Caller.unknown());
        return new Lanes(
                archive.db,
                office.conversations(),
                archive.contacts,
                new Gateways(
                        List.of(new GatewayPlan("site", Channel.CHAT, false)),
                        GatewayTraffic.uncounted()),
                new ClosedQueues(QueuePlans.of(QueuePlan.usual()), OpeningHours::none, office),
                archive::newContact,
                "this",
                office,
                LeftOff.nothing(),
                LinkArrivals.none(),
                CalledInstead.never(),
                PinPages.none());
    }

    @BeforeEach
    void start() {
        lanes.start();
        signals.start();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        signals.close();
        server.close();
        lanes.close();
        archive.db.close();
    }

    @Test
    void whoOpensTheWindowIsGreetedPressesAndSeesTheSameInAnotherTab() throws Exception {
        var page = page();
        var secret = page.greet("en");
        page.send("open");
        var greeting = page.line("Welcome to Aspan Telecom.");
        var client = UUID.randomUUID().toString();
        page.send("press", "client", client, "key", key(greeting, "1 · internet at home"));

        var own = page.line("1 · internet at home");
        var answer = page.next("message");
        while (!answer.getString("from").equals("flow") || isOf(answer, greeting)) {
            answer = page.next("message");
        }

        assertThat(own.getString("client")).isEqualTo(client);
        assertThat(answer.getLong("seq")).isGreaterThan(own.getLong("seq"));
        assertThat(answer.getJsonArray("buttons")).isNotEmpty();
        var tab = page();
        tab.send("hello", "visitor", secret, "after", 0);
        assertThat(isOf(tab.next("message"), greeting))
                .as("the window's opening is no line")
                .isTrue();
        assertThat(tab.line("1 · internet at home").getString("state")).isEqualTo("handled");
        assertThat(isOf(tab.next("message"), answer)).isTrue();
    }

    @Test
    void whatWasSeenIsReadInTheRowsAndSoToldToEveryTab() throws Exception {
        var page = page();
        page.greet("ru");
        page.send("open");
        var greeting = page.next("message");
        page.state("delivered");

        page.send("read", "seq", greeting.getLong("seq"));

        assertThat(isOf(page.state("read"), greeting)).isTrue();
    }

    @Test
    void whatIsWrittenAndWhatBecomesOfItIsToldWithoutASignalToo() throws Exception {
        var page = page();
        page.greet("en");
        page.send("open");
        var greeting = page.next("message");
        page.state("delivered");
        signals.close();

        var thread = thread(greeting);
        archive.db.runInTransaction(
                tx -> new Messages().aside(tx, thread, "We call you back.", Instant.now()));
        page.line("We call you back.");
        chats.got(Map.of(), Map.of(thread.value(), greeting.getLong("seq")));

        assertThat(isOf(page.state("read"), greeting)).isTrue();
    }

    @Test
    void whoWritesIsSeenToWriteOnBothSidesAndNothingOfItIsKept() throws Exception {
        var page = page();
        page.greet("ru");
        page.send("open");
        page.next("message");
        var thread =
                archive.db.<UUID>inTransaction(tx ->
                        tx.dsl()
                                .selectDistinct(MESSAGE.THREAD_ID)
                                .from(MESSAGE)
                                .fetchSingle()
                                .value1());
        var rows = archive.db.<Integer>inTransaction(tx -> tx.dsl().fetchCount(MESSAGE));
        var typing = new Typing(archive.db, InstantSource.system());

        page.send("typing");
        await().until(() -> typed.contains(thread));
        assertThat(typing.agent(new ThreadId(thread))).isTrue();
        assertThat(typing.agent(new ThreadId(thread))).as("at once again").isFalse();

        assertThat(page.next("typing").getInteger("v")).isEqualTo(1);
        assertThat(archive.db.<Integer>inTransaction(tx -> tx.dsl().fetchCount(MESSAGE)))
                .isEqualTo(rows);
    }

    @Test
    void whoeverTheirSiteSignsForIsVerifiedAndGoesOnOnAnotherDevice() throws Exception {
        var claims =
                "{\"sub\": \"4711\", \"name\": \"Dana\", \"phone_number\": \"+77011234567\", \"phone_number_verified\": true, \"exp\": %d}"
                        .formatted(InstantSource.system().instant().getEpochSecond() + 600);
        var token = SiteTokensTest.token("{\"alg\": \"HS256\"}", claims, ChatServer.SECRET);
        var page = page();
        page.send("hello", "token", token, "language", "en");
        assertThat(page.next("welcome").getBoolean("signed")).isTrue();
        page.send("open");
        var greeting = page.next("message");

        var phone = page();
        phone.send("hello", "token", token);
        assertThat(isOf(phone.next("message"), greeting)).isTrue();

        var thread = archive.db.inTransaction(tx -> tx.dsl().selectFrom(THREAD).fetchSingle());
        assertThat(thread.getTrust()).isEqualTo("verified");
        assertThat(thread.getHandleValue()).isEqualTo("+77011234567");
        assertThat(thread.getName()).isEqualTo("Dana");
        await().untilAsserted(() ->
                assertThat(
                                archive.db.<Integer>inTransaction(tx ->
                                        tx.dsl().fetchCount(CONTACT, CONTACT.TRUST.eq("verified"))))
                        .isEqualTo(1));
    }

    @Test
    void whoseTokenIsNotGoodIsNotTakenForNobodyInstead() throws Exception {
        var page = page();

        page.send("hello", "token", "a.b.c");

        assertThat(page.next("error").getString("problem")).isEqualTo("bad-token");
        assertThat(page.closeCode()).isEqualTo(4001);
    }

    @Test
    void anOddMessageIsOneRowAndSentAgainStillOne() throws Exception {
        var page = page();
        page.greet("kk");
        var client = UUID.randomUUID().toString();
        var odd = "Сәлем 👋\n\n   «жоқ»\uFFFD";

        page.send("say", "client", client, "text", odd);
        page.line(odd);
        page.send("say", "client", client, "text", odd);
        page.send("say", "client", UUID.randomUUID().toString(), "text", "last");
        var last = page.line("last");

        var thread = thread(last);
        var said =
                archive.db.inTransaction(tx -> new Messages().newest(tx, thread, 100)).stream()
                        .filter(line -> line.clientId().isPresent())
                        .toList();
        assertThat(said).extracting("text").containsExactly(odd, "last");
    }

    private ThreadId thread(JsonObject line) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MESSAGE.THREAD_ID)
                        .from(MESSAGE)
                        .where(MESSAGE.SEQ.eq(line.getLong("seq")))
                        .fetchSingle(row -> new ThreadId(row.value1())));
    }

    private static boolean isOf(JsonObject one, JsonObject other) {
        return one.getLong("seq").equals(other.getLong("seq"));
    }

    private static String key(JsonObject line, String label) {
        return line.getJsonArray("buttons").stream()
                .map(JsonObject.class::cast)
                .filter(button -> button.getString("label").equals(label))
                .findFirst()
                .orElseThrow()
                .getString("key");
    }

    private ChatClient page() {
        return new ChatClient(http, server.origin(), "site", server.origin(), "192.0.2.1");
    }
}
