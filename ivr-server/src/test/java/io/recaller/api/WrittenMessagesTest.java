package io.recaller.api;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContactRecord;
import io.recaller.db.generated.tables.records.WaitingContactRecord;
import io.recaller.message.Button;
import io.recaller.message.FlowMessages;
import io.recaller.message.InboundMessages;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.Veiled;
import io.recaller.message.WrittenByAgents;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What other systems read of contacts in writing. */
class WrittenMessagesTest {
    private static final Instant NOW = Instant.parse("2026-05-11T12:00:00Z");
    private static final Fixture FIXTURE = new Fixture();
    private static final Served served = Served.api(FIXTURE.api());

    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final WrittenByAgents byAgents = new WrittenByAgents();
    private final InboundMessages inboundMessages = new InboundMessages();
    private final Queue queue = new Queue();
    private final FlowMessages flowMessages = new FlowMessages();
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final Inbox inbox =
            new Inbox(FIXTURE.database, _ -> {}, GatewayTraffic.uncounted(), Fixture.NOON);

    @AfterAll
    static void close() {
        served.close();
        FIXTURE.database.close();
    }

    @Test
    void whatWasWrittenIsToldInOrderWithItsFilesAndWhatBecameOfIt() {
        var talk = new Talk();
        talk.hears("My bill?", new IncomingFile("bill.pdf", SampleFiles.pdf()));
        talk.says("What is it about?", new Button("v1:1", "1 · Bill"));
        talk.agentWrites("You called abroad.");

        var told = talk.read("");

        assertThat(told.getJsonArray("messages"))
                .extracting(each -> ((JsonObject) each).getString("text"))
                .containsExactly("My bill?", "What is it about?", "You called abroad.");
        assertThat(message(told, 0).getString("direction")).isEqualTo("inbound");
        assertThat(message(told, 0).getString("from")).isEqualTo("customer");
        assertThat(message(told, 0).getString("state")).isEqualTo("handled");
        assertThat(message(told, 0).getString("gateway")).isEqualTo("bot");
        var file = message(told, 0).getJsonArray("files").getJsonObject(0);
        assertThat(file.getString("name") + " " + file.getString("type"))
                .isEqualTo("bill.pdf application/pdf");
        assertThat(file.getInteger("size")).isEqualTo(SampleFiles.pdf().size());
        assertThat(message(told, 1).getJsonArray("buttons").encode()).isEqualTo("[\"1 · Bill\"]");
        assertThat(message(told, 2).getString("agent")).isEqualTo("Dana");
        assertThat(message(told, 2).getString("state")).isEqualTo("failed");
        assertThat(message(told, 2).getString("reason"))
                .isEqualTo("the channel lets nobody be answered so long after their last message");
        assertThat(told.getBoolean("more")).isFalse();
    }

    @Test
    void whoAsksAfterTheLastPageMissesNothing() {
        var talk = new Talk();
        talk.hears("One");
        talk.says("Two");
        var waiting = talk.receives("My PIN is 4821");
        talk.says("Three");

        var first = talk.read("?limit=1");
        var second = talk.read("?limit=1&after=" + first.getLong("nextAfter"));
        var none = talk.read("?after=" + second.getLong("nextAfter"));

        assertThat(message(first, 0).getString("text")).isEqualTo("One");
        assertThat(first.getBoolean("more")).isTrue();
        assertThat(message(second, 0).getString("text")).isEqualTo("Two");
        assertThat(second.getBoolean("more")).as("what is not answered holds it up").isFalse();
        assertThat(none.fieldNames()).containsExactlyInAnyOrder("messages", "more");

        talk.isAnswered(waiting);
        assertThat(talk.read("?after=" + second.getLong("nextAfter")).getJsonArray("messages"))
                .extracting(each -> ((JsonObject) each).getString("text"))
                .containsExactly("My PIN is 4821", "Three");
    }

    @Test
    void whatNobodyElseMayReadIsHidden() {
        var talk = new Talk();
        talk.does(tx -> {
            flowMessages.tell(
                    tx,
                    talk.thread,
                    talk.contact,
                    new Veiled(
                            "Go on: " + Veiled.VEIL,
                            "Go on: https://x/c#t0ken",
                            NOW.plusSeconds(9)),
                    MessageState.QUEUED,
                    NOW);
            flowMessages.draft(tx, talk.thread, talk.contact, 3, "Not said yet", NOW);
        });
        var secret = talk.receives("4821");
        talk.does(tx -> inboundMessages.hide(tx, secret));
        talk.isAnswered(secret);

        assertThat(talk.read("").getJsonArray("messages"))
                .extracting(each -> ((JsonObject) each).getString("text"))
                .containsExactly("Go on: ••••••", "•••");
    }

    @Test
    void aFileIsGivenToBeKeptAndNeverToBeRun() throws Exception {
        var talk = new Talk();
        talk.hears("", new IncomingFile("meter.png", SampleFiles.png()));
        var id = message(talk.read(""), 0).getJsonArray("files").getJsonObject(0).getString("id");

        var given = talk.file(id);

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(SampleFiles.png().bytes());
        assertThat(given.headers().firstValue("content-type")).contains("image/png");
        assertThat(given.headers().firstValue("content-disposition")).contains("attachment");
        assertThat(given.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(given.headers().firstValue("cache-control")).contains("no-store");
        assertThat(new Talk().file(id).statusCode()).as("of another contact").isEqualTo(404);
    }

    @Test
    void eachReadingIsOnTheTrail() throws Exception {
        var talk = new Talk();
        talk.hears("Look", new IncomingFile("meter.png", SampleFiles.png()));
        var id = message(talk.read(""), 0).getJsonArray("files").getJsonObject(0).getString("id");
        talk.file(id);
        talk.file(UUID.randomUUID().toString());

        var rows =
                FIXTURE.database.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.CONTACT_ID.eq(talk.contact.value()))
                                .orderBy(AUDIT.ID)
                                .fetch());

        assertThat(rows.map(row -> row.getActor() + " " + row.getAction()))
                .containsExactly("crm messages.read", "crm attachment.read");
        assertThat(rows.get(0).getDetail().data()).isEqualTo("{\"messages\": \"1\"}");
        assertThat(rows.get(1).getDetail().data()).contains(id);
        assertThat(rows.getFirst().getCustomerId()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/messages?after=-1, 400",
        "/messages?limit=201, 400",
        "/messages?after=9223372036854775808, 400",
        "/messages?after=x, 400",
        "/files/x, 400",
    })
    void whatCannotBeAskedIsRefused(String path, int status) {
        assertThat(served.get(new Talk().path + path).status()).isEqualTo(status);
    }

    @Test
    void aContactThatIsNotThereHasNothing() {
        var path = "/api/v1/contacts/" + UUID.randomUUID();

        assertThat(served.get(path + "/messages").problem()).isEqualTo("unknown-contact");
        assertThat(served.get(path + "/files/" + UUID.randomUUID()).problem())
                .isEqualTo("unknown-file");
    }

    @Test
    void anotherSystemAnswersOnceWhereTheFlowHasGivenThemToPeople() {
        var talk = new Talk();
        talk.hears("My bill?");
        var words = "{\"key\": \"t-1\", \"text\": \"You called abroad.\", \"agent\": \"Dana\"}";

        assertThat(talk.answer(words).problem()).isEqualTo("not-answerable");
        talk.does(tx -> threads.goesToPeople(tx, talk.thread));
        var answered = talk.answer(words);
        talk.isOver();

        assertThat(answered.status()).as(answered.text()).isEqualTo(201);
        assertThat(answered.json().getString("state")).isEqualTo("queued");
        var again = talk.answer(words);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getLong("place")).isEqualTo(answered.json().getLong("place"));
        assertThat(talk.answer(words.replace("abroad", "at home")).problem())
                .isEqualTo("key-taken");
        assertThat(talk.answer(words.replace("t-1", "t-2")).problem()).isEqualTo("not-answerable");
        var told = talk.read("").getJsonArray("messages");
        assertThat(told).hasSize(2);
        assertThat(told.getJsonObject(1).getString("from")).isEqualTo("agent");
        assertThat(told.getJsonObject(1).getString("agent")).isEqualTo("Dana");
        assertThat(talk.actions()).containsExactly("crm message.written", "crm messages.read");
    }

    @Test
    void afterTheWindowOnlyATemplateGoesOut() {
        var talk = new Talk("wa");
        talk.hears("My bill?", NOW.minus(Duration.ofDays(1)));
        talk.does(tx -> threads.goesToPeople(tx, talk.thread));

        var late = talk.answer("{\"key\": \"1\", \"text\": \"Hello\"}");
        var unknown = talk.answer("{\"key\": \"1\", \"template\": \"none\"}");
        var unfit = talk.answer("{\"key\": \"1\", \"template\": \"we-answer\"}");
        var template =
                "{\"key\": \"1\", \"template\": \"we-answer\", \"values\": {\"name\": \"Aigul\"}}";
        var sent = talk.answer(template);

        assertThat(late.problem()).isEqualTo("window-over");
        assertThat(late.json().getString("detail")).contains("we-answer");
        assertThat(unknown.text()).contains("\"field\":\"template\"", "we-answer");
        assertThat(unfit.text()).contains("\"field\":\"values\"", "name");
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        assertThat(talk.answer(template).status()).isEqualTo(200);
        assertThat(message(talk.read(""), 1).getString("text"))
                .isEqualTo("Hello Aigul, we answer.");
        var leaving =
                FIXTURE.database.inTransaction(tx ->
                        new LeavingMessages().find(tx, sent.json().getLong("place")).orElseThrow());
        assertThat(leaving.template()).contains("we-answer");
        assertThat(leaving.values()).containsExactly("Aigul");
    }

    @Test
    void anotherSystemEndsWhatWaitsForPeople() {
        var talk = new Talk();
        talk.hears("My bill?");
        var words = "{\"topic\": \"billing\", \"disposition\": \"refunded\"}";
        var withTheFlow = talk.close(words);
        talk.does(tx -> threads.goesToPeople(tx, talk.thread));
        talk.joins();

        var closed = talk.close(words);

        assertThat(withTheFlow.problem()).isEqualTo("not-answerable");
        assertThat(closed.status()).as(closed.text()).isEqualTo(200);
        assertThat(closed.json().getString("result")).isEqualTo("closed");
        var row = talk.row();
        assertThat(row.getEndReason()).isEqualTo("served");
        assertThat(row.getTopic()).as("the registry has no billing").isEqualTo("other.billing");
        assertThat(row.getDisposition()).isEqualTo("refunded");
        assertThat(talk.waited().getOutcome()).as("reports count no abandon").isEqualTo("answered");
        assertThat(talk.close(words).json().getString("result")).isEqualTo("over");
        assertThat(talk.answer("{\"key\": \"1\", \"text\": \"Hello\"}").problem())
                .isEqualTo("not-answerable");
        assertThat(talk.actions()).containsExactly("crm contact.close");
        assertThat(talk.lastDetail())
                .contains("\"topic\"", "billing", "\"disposition\"", "refunded");
    }

    @Test
    void whatAnAgentHasInHandTheAgentEnds() {
        var talk = new Talk();
        talk.hears("My bill?");
        talk.does(tx -> threads.goesToPeople(tx, talk.thread));
        talk.joins();
        talk.does(tx -> queue.leave(tx, talk.contact, WaitOutcome.ANSWERED, NOW));

        var refused = talk.close("{\"topic\": \"billing\", \"disposition\": \"resolved\"}");

        assertThat(refused.problem()).isEqualTo("in-hand");
        assertThat(talk.row().getEndReason()).isNull();
        assertThat(talk.row().getDisposition()).isNull();
    }

    @Test
    void whatIsNoContactOrNoWordIsNotClosed() {
        var path = "/api/v1/contacts/" + UUID.randomUUID() + "/close";
        var words = "{\"topic\": \"billing\", \"disposition\": \"resolved\"}";

        assertThat(served.post(path, words).problem()).isEqualTo("unknown-contact");
        for (var body :
                List.of(
                        "{}",
                        "{\"topic\": \"billing\"}",
                        "{\"topic\": \"A b\", \"disposition\": \"x\"}",
                        "{\"topic\": \"billing\", \"disposition\": \" \"}",
                        "{\"topic\": \"billing\", \"disposition\": \"x\", \"agent\": \"y\"}")) {
            assertThat(new Talk().close(body).problem()).as(body).isEqualTo("invalid-request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\": \"1\"}",
                "{\"key\": \"1\", \"text\": \"a\", \"template\": \"b\"}",
                "{\"key\": \"1\", \"text\": \"  \"}",
                "{\"key\": \"1\", \"text\": \"a\\u0000\"}",
                "{\"text\": \"a\"}"
            })
    void anAnswerWithoutWordsIsRefused(String body) {
        var talk = new Talk();
        talk.does(tx -> threads.goesToPeople(tx, talk.thread));

        var reply = talk.answer(body);

        assertThat(reply.problem()).as(reply.text()).isEqualTo("invalid-request");
    }

    private static JsonObject message(JsonObject told, int index) {
        return told.getJsonArray("messages").getJsonObject(index);
    }

    /** Somebody who writes to the bot, in a contact of theirs. */
    private final class Talk {
        private final ContactId contact;
        private final ThreadId thread;
        private final String path;

        private final String gateway;

        private Talk() {
            this("bot");
        }

        private Talk(String gateway) {
            this.gateway = gateway;
            var name = UUID.randomUUID().toString();
            var reported =
                    served.post(
                            "/api/v1/contacts",
                            """
                            {"contacts": [{"source": "bot", "externalId": "%s", "handles": ["web:%s"],
                              "nature": "interaction", "direction": "inbound", "channel": "messenger",
                              "startedAt": "2026-05-11T09:00:00Z"}]}
                            """
                                    .formatted(name, name));
            contact =
                    new ContactId(
                            UUID.fromString(
                                    reported.json()
                                            .getJsonArray("results")
                                            .getJsonObject(0)
                                            .getString("contactId")));
            path = "/api/v1/contacts/" + contact;
            thread =
                    FIXTURE.database.inTransaction(tx -> {
                        var id = threads.heardFrom(tx, peer(), NOW);
                        threads.begins(tx, id, contact);
                        return id;
                    });
        }

        private Peer peer() {
            return new Peer(
                    gateway,
                    contact.toString(),
                    Channel.MESSENGER,
                    Optional.empty(),
                    TrustTier.CLAIMED,
                    Optional.empty(),
                    Optional.empty());
        }

        private void does(Consumer<Tx> work) {
            FIXTURE.database.runInTransaction(work);
        }

        private long receives(String text, IncomingFile... files) {
            return receives(text, NOW, files);
        }

        private void hears(String text, Instant at) {
            isAnswered(receives(text, at));
        }

        private void isOver() {
            does(tx -> threads.isOver(tx, thread, contact));
        }

        private void joins() {
            does(tx ->
                    queue.enter(
                            tx,
                            contact,
                            Channel.MESSENGER,
                            new Wish(QueueName.MAIN, Requirement.none(), "en", Map.of()),
                            5,
                            new Address.Thread(gateway, contact.toString()),
                            NOW));
        }

        private Served.Reply close(String body) {
            return served.post(path + "/close", body);
        }

        private ContactRecord row() {
            return FIXTURE.database.inTransaction(tx ->
                    tx.dsl()
                            .selectFrom(CONTACT)
                            .where(CONTACT.ID.eq(contact.value()))
                            .fetchSingle());
        }

        private WaitingContactRecord waited() {
            return FIXTURE.database.inTransaction(tx ->
                    tx.dsl()
                            .selectFrom(WAITING_CONTACT)
                            .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                            .fetchSingle());
        }

        private Served.Reply answer(String body) {
            return served.post(path + "/messages", body);
        }

        private String lastDetail() {
            return FIXTURE.database.inTransaction(tx ->
                    tx.dsl()
                            .selectFrom(AUDIT)
                            .where(AUDIT.CONTACT_ID.eq(contact.value()))
                            .orderBy(AUDIT.ID.desc())
                            .limit(1)
                            .fetchSingle(row -> String.valueOf(row.getDetail())));
        }

        private List<String> actions() {
            return FIXTURE.database.inTransaction(tx ->
                    tx.dsl()
                            .selectFrom(AUDIT)
                            .where(AUDIT.CONTACT_ID.eq(contact.value()))
                            .orderBy(AUDIT.ID)
                            .fetch(row -> row.getActor() + " " + row.getAction()));
        }

        private long receives(String text, Instant at, IncomingFile... files) {
            var said = text.isEmpty() ? new Said.Nothing() : new Said.Words(text);
            inbox.take(
                    new Incoming(
                            peer(),
                            said,
                            Optional.empty(),
                            Optional.of(UUID.randomUUID().toString()),
                            at,
                            List.of(files)));
            return FIXTURE.database
                    .inTransaction(tx -> messages.newest(tx, thread, 1))
                    .getFirst()
                    .seq();
        }

        private void isAnswered(long seq) {
            does(tx -> inboundMessages.handled(tx, seq, Optional.of(contact), NOW));
        }

        private void hears(String text, IncomingFile... files) {
            isAnswered(receives(text, files));
        }

        private void says(String text, Button... buttons) {
            does(tx ->
                    flowMessages.say(
                            tx, thread, contact, text, List.of(buttons), MessageState.SENT, NOW));
        }

        private void agentWrites(String text) {
            var agent = UUID.randomUUID();
            does(tx -> {
                tx.dsl()
                        .insertInto(AGENT)
                        .set(AGENT.ID, agent)
                        .set(AGENT.LOGIN, "a" + agent)
                        .set(AGENT.NAME, "Dana")
                        .execute();
                var seq =
                        byAgents.write(
                                        tx,
                                        thread,
                                        contact,
                                        agent,
                                        "1",
                                        text,
                                        MessageState.QUEUED,
                                        NOW)
                                .orElseThrow();
                outgoing.failed(tx, seq, "window", NOW);
            });
        }

        private JsonObject read(String query) {
            var reply = served.get(path + "/messages" + query);
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            return reply.json();
        }

        private java.net.http.HttpResponse<byte[]> file(String id) throws Exception {
            try (var client = java.net.http.HttpClient.newHttpClient()) {
                return client.send(
                        served.request(path + "/files/" + id).build(), BodyHandlers.ofByteArray());
            }
        }
    }
}
