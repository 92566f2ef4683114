package io.recaller.gateway.meta;

import static io.recaller.gateway.meta.WhatsAppRequests.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.contact.Channel;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.hook.Hooks;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Attachments;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Meta calls back, over HTTP and into real rows. Webhooks are shaped as
 * developers.facebook.com shows them (whatsapp/cloud-api/webhooks/payload-examples,
 * business-scoped-user-ids, messenger-platform/reference/webhook-events).
 */
class MetaCallbacksTest {
    private static final Database db = TestDatabase.into(TestDatabase.freshSettings());
    private static final InstantSource clock =
            InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");
    private static final MetaRows whatsapp = rows(Service.WHATSAPP);
    private static final MetaRows messenger = rows(Service.MESSENGER);
    private static final MetaRows instagram = rows(Service.INSTAGRAM);
    private static final Vertx vertx = Vertx.vertx();
    private static final Hooks hooks =
            new Hooks(
                    MetaHook.KIND,
                    MetaHook.of(
                            List.of(whatsapp.door(), messenger.door(), instagram.door()),
                            db,
                            clock),
                    (peer, _) -> peer);
    private static final HttpClient http = HttpClient.newHttpClient();
    private static int port;

    @BeforeAll
    static void open() throws Exception {
        var router = Router.router(vertx);
        hooks.mount(router);
        port =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await(10, TimeUnit.SECONDS)
                        .actualPort();
    }

    @AfterAll
    static void close() throws Exception {
        hooks.close();
        vertx.close().await(10, TimeUnit.SECONDS);
        http.close();
        db.close();
    }

    @Test
    void metaFetchesWhatAMessageByInstagramNamesAndNobodyElsesIsGiven() throws Exception {
        var file =
                db.inTransaction(tx -> {
                    var thread =
                            new Threads()
                                    .heardFrom(
                                            tx,
                                            new Peer(
                                                    "instagram",
                                                    "files",
                                                    Channel.MESSENGER,
                                                    Optional.empty(),
                                                    TrustTier.CLAIMED,
                                                    Optional.empty(),
                                                    Optional.empty()),
                                            clock.instant());
                    var seq = new Messages().aside(tx, thread, "", clock.instant());
                    return new Attachments()
                            .keep(
                                    tx,
                                    thread,
                                    seq,
                                    0,
                                    "bill.pdf",
                                    SampleFiles.pdf(),
                                    clock.instant());
                });
        var links = MetaServer.plan(Service.INSTAGRAM, MetaServer.TOKEN, NOWHERE).links();
        var link = links.to(file, clock.instant()).orElseThrow().replaceFirst(".*/meta", "/meta");
        var old = links.to(file, clock.instant().minus(Duration.ofDays(2))).orElseThrow();

        var given = fetched(link);

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(SampleFiles.pdf().bytes());
        assertThat(given.headers().firstValue("Content-Disposition")).contains("attachment");
        assertThat(fetched(old.replaceFirst(".*/meta", "/meta")).statusCode()).isEqualTo(404);
        assertThat(fetched(link.replaceFirst("[0-9a-f]\\.pdf", "x.pdf")).statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<byte[]> fetched(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                BodyHandlers.ofByteArray());
    }

    private static MetaRows rows(Service service) {
        return new MetaRows(db, MetaServer.plan(service, MetaServer.TOKEN, NOWHERE), clock);
    }

    @Test
    void anAddressIsVerifiedByItsTokenAlone() throws Exception {
        var asked = "/meta/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        var right = get(asked + MetaServer.VERIFY);

        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).isEqualTo("1158201444");
        assertThat(get(asked + "wrong").statusCode()).isEqualTo(403);
        assertThat(get("/meta/whatsapp").statusCode()).isEqualTo(403);
        assertThat(
                        get(asked.replace("1158201444", "%3Cscript%3E") + MetaServer.VERIFY)
                                .statusCode())
                .isEqualTo(403);
        assertThat(get("/meta/none").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsSignedIsARowWhenItIsAnsweredAndOnceHoweverOftenAndTogetherItComes()
            throws Exception {
        var body = whatsapp("KZ.1", text("wamid.1", "KZ.1", "Нет связи 😀"));

        var answers = together(8, () -> post("/meta/whatsapp", body).statusCode());

        assertThat(answers).containsOnly(200);
        assertThat(whatsapp.with("KZ.1"))
                .extracting(ThreadMessage::text)
                .containsExactly("Нет связи 😀");
        var thread = whatsapp.thread("KZ.1");
        assertThat(thread.handle().orElseThrow().uri()).isEqualTo("whatsapp:KZ.1");
        assertThat(thread.name()).contains("Dana");
    }

    @Test
    void whatIsNotSignedOrTooLongOrNoJsonIsRefused() throws Exception {
        var body = whatsapp("KZ.2", text("wamid.2", "KZ.2", "hello"));

        assertThat(post("/meta/whatsapp", body, "sha256=00").statusCode()).isEqualTo(403);
        assertThat(post("/meta/whatsapp", body, "").statusCode()).isEqualTo(403);
        assertThat(post("/meta/whatsapp", body + " ", signature(body)).statusCode()).isEqualTo(403);
        assertThat(post("/meta/whatsapp", "{").statusCode()).isEqualTo(400);
        assertThat(post("/meta/whatsapp", "[".repeat(100_000)).statusCode()).isEqualTo(400);
        assertThat(post("/meta/whatsapp", " ".repeat(3_200_000)).statusCode()).isEqualTo(413);
        assertThat(post("/meta/none", body).statusCode()).isEqualTo(404);
        assertThat(whatsapp.with("KZ.2")).isEmpty();
    }

    @Test
    void oneThatCannotBeTakenInStopsNoOther() throws Exception {
        var body =
                whatsapp(
                        "KZ.3",
                        text("wamid." + "x".repeat(600), "KZ.3", "too long a name"),
                        "{\"id\": \"wamid.4\", \"type\": \"text\"}",
                        text("wamid.5", "KZ.3", "one \\u0000 two"));

        assertThat(post("/meta/whatsapp", body).statusCode()).isEqualTo(200);

        assertThat(whatsapp.with("KZ.3"))
                .extracting(ThreadMessage::text)
                .containsExactly("one \uFFFD two");
    }

    @Test
    void buttonsArePressedAndFilesAreNamed() throws Exception {
        var pressed =
                """
                {"from_user_id": "KZ.6", "id": "wamid.6", "timestamp": "1764000000", "type": "interactive",
                 "interactive": {"type": "list_reply", "list_reply": {"id": "v3:2", "title": "2 · TV"}}}
                """;
        var file =
                """
                {"from_user_id": "KZ.6", "id": "wamid.7", "timestamp": "1764000001", "type": "document",
                 "document": {"filename": "bill.pdf", "caption": "what is this?", "id": "1"}}
                """;
        var smiley =
                """
                {"from_user_id": "KZ.6", "id": "wamid.8", "timestamp": "1764000002", "type": "reaction",
                 "reaction": {"message_id": "wamid.x", "emoji": "👍"}}
                """;

        post("/meta/whatsapp", whatsapp("KZ.6", pressed, file, smiley));

        var messages = whatsapp.with("KZ.6");
        assertThat(messages.getFirst().pressed()).contains("v3:2");
        assertThat(messages.getLast().text()).isEqualTo("what is this?\n\n📎 bill.pdf");
        assertThat(messages).hasSize(2);
        assertThat(messages.getFirst().at()).isEqualTo(Instant.ofEpochSecond(1764000000));
    }

    @Test
    void aMessageOnlyGetsFurtherAndWhyItFailedIsToldInWords() throws Exception {
        post("/meta/whatsapp", whatsapp("KZ.9", text("wamid.9", "KZ.9", "hello")));
        var read = whatsapp.says("KZ.9", Author.FLOW, "hi");
        whatsapp.sent(read, "wamid.out-9");
        var lost = whatsapp.says("KZ.9", Author.FLOW, "again");

        post("/meta/whatsapp", statuses(status("wamid.out-9", "read", "")));
        post("/meta/whatsapp", statuses(status("wamid.out-9", "delivered", "")));
        post(
                "/meta/whatsapp",
                statuses(
                        status(
                                "wamid.unknown",
                                "failed",
                                ", \"biz_opaque_callback_data\": \""
                                        + lost.seq()
                                        + "\", \"errors\": [{\"code\": 131026, \"title\": \"x\"}]")));

        var messages = whatsapp.with("KZ.9");
        assertThat(messages.get(1).state()).isEqualTo(MessageState.READ);
        assertThat(messages.get(2).state()).isEqualTo(MessageState.FAILED);
        assertThat(messages.get(2).reason()).contains("WhatsApp cannot deliver it");
    }

    @Test
    void aMessageOfSeveralPiecesGetsAsFarAsItsLastAndFailsWithAny() throws Exception {
        post("/meta/whatsapp", whatsapp("KZ.20", text("wamid.20", "KZ.20", "hello")));
        var said = whatsapp.says("KZ.20", Author.AGENT, "слово ".repeat(1000).strip());
        var pieces = WhatsAppRequests.of(said, whatsapp.plan.language());
        var first = ", \"biz_opaque_callback_data\": " + pieces.getFirst().get(CALLBACK);
        whatsapp.sent(said, "wamid.last");

        post("/meta/whatsapp", statuses(status("wamid.first", "read", first)));
        var before = whatsapp.with("KZ.20").getLast().state();
        post(
                "/meta/whatsapp",
                statuses(
                        status(
                                "wamid.first",
                                "failed",
                                first + ", \"errors\": [{\"code\": 131026, \"title\": \"x\"}]")));

        assertThat(pieces).hasSize(2);
        assertThat(before).isEqualTo(MessageState.SENT);
        assertThat(whatsapp.with("KZ.20").getLast().state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void aNumberThatIsToldIsAClaimOfWhoWrites() throws Exception {
        post("/meta/whatsapp", whatsapp("KZ.11", text("wamid.11", "KZ.11", "hello")));
        var customer = whatsapp.begins("KZ.11");
        var nameless = text("wamid.12", "KZ.11", "1").replace("\"from\": \"77017770001\",", "");

        post("/meta/whatsapp", whatsapp("KZ.11", nameless));
        var before = whatsapp.claimed(customer);
        post("/meta/whatsapp", whatsapp("KZ.11", text("wamid.13", "KZ.11", "2")));

        assertThat(before).isEmpty();
        assertThat(whatsapp.claimed(customer))
                .extracting(Handle::uri)
                .containsExactly("tel:+77017770001");
        assertThat(whatsapp.with("KZ.11")).hasSize(3);
    }

    @Test
    void oneAddressServesAllAccountsOfAnApp() throws Exception {
        var answer =
                post(
                        "/meta/whatsapp",
                        page(
                                Service.INSTAGRAM,
                                said("91", "mid.1", "\"text\": \"привет\""),
                                said(
                                        "91",
                                        "mid.2",
                                        "\"text\": \"2 · TV\", \"quick_reply\": {\"payload\": \"v3:2\"}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(instagram.with("91"))
                .extracting(ThreadMessage::text)
                .containsExactly("привет", "");
        assertThat(instagram.with("91").getLast().pressed()).contains("v3:2");
        assertThat(instagram.thread("91").handle().orElseThrow().uri()).isEqualTo("instagram:91");
    }

    @Test
    void whatWeSaidComesBackOnceAndWhatAColleagueSaidElsewhereIsKept() throws Exception {
        post("/meta/messenger", page(Service.MESSENGER, said("92", "mid.3", "\"text\": \"hi\"")));
        messenger.says("92", Author.FLOW, "We are here.");

        var ours = echo("92", "mid.4", "We are here.");
        var elsewhere = echo("92", "mid.5", "I called you.");
        post("/meta/messenger", page(Service.MESSENGER, ours, elsewhere, elsewhere));

        assertThat(messenger.with("92"))
                .extracting(each -> each.author() + " " + each.text())
                .containsExactly("CUSTOMER hi", "FLOW We are here.", "AGENT I called you.");
    }

    @Test
    void whatWaitedForLongAndIsSentNowIsOursStill() throws Exception {
        post("/meta/instagram", page(Service.INSTAGRAM, said("95", "mid.20", "\"text\": \"hi\"")));
        var waiting = instagram.says("95", Author.AGENT, "It waits.", longAgo());
        var sent = instagram.says("95", Author.AGENT, "слово ".repeat(150).strip(), longAgo());
        instagram.sent(sent, "mid.22");
        var pieces = new PageRequests(Service.INSTAGRAM).of(sent, false);

        var own = echo("95", "mid.21", textOf(pieces.getFirst()));
        var early = echo("95", "mid.23", waiting.text());
        var colleague = echo("95", "mid.24", "I called you.");
        post("/meta/instagram", page(Service.INSTAGRAM, own, early, colleague));

        assertThat(pieces).hasSize(2);
        assertThat(instagram.with("95")).hasSize(4);
        assertThat(instagram.with("95").getLast().text()).isEqualTo("I called you.");
    }

    private static Instant longAgo() {
        return clock.instant().minusSeconds(3600);
    }

    private static String textOf(JsonNode request) {
        return request.path("message").path("text").asText();
    }

    @Test
    void allThatWasSentUntilThenIsRead() throws Exception {
        post("/meta/messenger", page(Service.MESSENGER, said("93", "mid.6", "\"text\": \"hi\"")));
        messenger.sent(messenger.says("93", Author.FLOW, "one"), "mid.7");
        messenger.sent(messenger.says("93", Author.FLOW, "two"), "mid.8");
        var later = clock.instant().plusSeconds(1).toEpochMilli();

        post(
                "/meta/messenger",
                page(Service.MESSENGER, event("93", "\"read\": {\"watermark\": " + later + "}")));

        assertThat(messenger.with("93").stream().skip(1))
                .extracting(ThreadMessage::state)
                .containsOnly(MessageState.READ);
    }

    @Test
    void whatStillWaitsIsNotReadByReadingWhatAColleagueWroteAfterIt() throws Exception {
        post("/meta/messenger", page(Service.MESSENGER, said("94", "mid.9", "\"text\": \"hi\"")));
        messenger.says("94", Author.AGENT, "this one waits");
        post("/meta/messenger", page(Service.MESSENGER, echo("94", "mid.10", "I called you.")));
        var later = clock.instant().plusSeconds(1).toEpochMilli();

        post(
                "/meta/messenger",
                page(Service.MESSENGER, event("94", "\"read\": {\"watermark\": " + later + "}")));

        assertThat(messenger.with("94").stream().skip(1))
                .extracting(ThreadMessage::state)
                .containsExactly(MessageState.QUEUED, MessageState.READ);
    }

    @Test
    void aDoorWithoutItsDatabaseAsksForItOnceMore() {
        var away = TestDatabase.freshSettings();
        try (var gone = TestDatabase.into(away)) {
            TestDatabase.shut(away);
            var rows = new MetaRows(gone, whatsapp.plan, clock);
            var body = whatsapp("KZ.10", text("wamid.10", "KZ.10", "hello"));

            var answer =
                    new MetaWebhook(List.of(rows.door()))
                            .heard(
                                    rows.plan,
                                    body.getBytes(StandardCharsets.UTF_8),
                                    signature(body));

            assertThat(answer.status()).isEqualTo(503);
        }
    }

    private static String text(String id, String user, String text) {
        return """
        {"from": "77017770001", "from_user_id": "%s", "id": "%s", "timestamp": "1764000000",
         "type": "text", "text": {"body": "%s"}}
        """
                .formatted(user, id, text);
    }

    private static String whatsapp(String user, String... messages) {
        return """
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {
          "messaging_product": "whatsapp",
          "metadata": {"display_phone_number": "77272000000", "phone_number_id": "106540352242922"},
          "contacts": [{"profile": {"name": "Dana"}, "wa_id": "77017770001", "user_id": "%s"}],
          "messages": [%s]}}]}]}
        """
                .formatted(user, String.join(",", messages));
    }

    private static String status(String id, String state, String more) {
        return """
        {"id": "%s", "status": "%s", "timestamp": "1764000100", "recipient_id": "77017770001"%s}
        """
                .formatted(id, state, more);
    }

    private static String statuses(String status) {
        return """
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {
          "messaging_product": "whatsapp", "metadata": {"phone_number_id": "106540352242922"},
          "statuses": [%s]}}]}]}
        """
                .formatted(status);
    }

    private static String said(String from, String mid, String message) {
        return event(from, "\"message\": {\"mid\": \"" + mid + "\", " + message + "}");
    }

    private static String event(String from, String what) {
        return """
        {"sender": {"id": "%s"}, "recipient": {"id": "0"}, "timestamp": 1764000000000, %s}
        """
                .formatted(from, what);
    }

    private static String echo(String to, String mid, String text) {
        return """
        {"sender": {"id": "102034567890123"}, "recipient": {"id": "%s"}, "timestamp": %d,
         "message": {"mid": "%s", "is_echo": true, "text": "%s"}}
        """
                .formatted(to, clock.instant().toEpochMilli(), mid, text);
    }

    private static String page(Service service, String... events) {
        return """
        {"object": "%s", "entry": [{"id": "%s", "time": 1764000000000, "messaging": [%s]}]}
        """
                .formatted(service.object(), MetaServer.account(service), String.join(",", events));
    }

    private static List<Integer> together(int times, Callable<Integer> call) throws Exception {
        var results = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var each : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(each.get());
            }
        }
        return results;
    }

    private static String signature(String body) {
        return MetaSignature.of(MetaServer.SECRET, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return post(path, body, signature(body));
    }

    private static HttpResponse<String> post(String path, String body, String signature)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/json")
                        .header("X-Hub-Signature-256", signature)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
