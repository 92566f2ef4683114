package io.recaller.gateway.form;

import static io.recaller.db.generated.Tables.MESSAGE_ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.inbound.Inbox;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.HookKind;
import io.recaller.gateway.hook.Hooks;
import io.recaller.message.Mails;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a site's pages send, over HTTP and into real rows. */
class FormDoorTest {
    private static final String SHOP = "https://shop.example";
    private static final String TOKEN = "0123456789abcdef";
    private static final Database db = TestDatabase.fresh();
    private static final InstantSource clock =
            InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final Vertx vertx = Vertx.vertx();
    private static final Hooks hooks =
            new Hooks(
                    HookKind.named("forms"),
                    List.of(
                            door(plan("ask", Optional.of("post"), Optional.of("sms"), 1000), db),
                            door(plan("call", Optional.empty(), Optional.empty(), 1000), db),
                            door(receipts("spent"), db),
                            door(plan("few", Optional.empty(), Optional.empty(), 2), db)),
                    (peer, _) -> peer);
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final Threads threads = new Threads();
    private static final Messages messages = new Messages();
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

    private static FormDoor door(FormPlan plan, Database db) {
        return new FormDoor(
                plan,
                new Handles("KZ"),
                db,
                new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock),
                UUID::randomUUID,
                clock);
    }

    /** One whose answers by SMS begin with a receipt. */
    private static FormPlan receipts(String name) {
        var usual = plan(name, Optional.empty(), Optional.of("sms"), 1000);
        return new FormPlan(
                name,
                usual.origins(),
                usual.token(),
                usual.names(),
                usual.also(),
                usual.trap(),
                usual.mail(),
                usual.sms(),
                usual.thanks(),
                usual.mostAnHour(),
                false);
    }

    private static FormPlan plan(
            String name, Optional<String> mail, Optional<String> sms, int mostAnHour) {
        return new FormPlan(
                name,
                Set.of(SHOP),
                Optional.of(TOKEN),
                new FormPlan.Names("fio", "email", "tel", "topic", "text", "id", "lang"),
                List.of("order", "city"),
                Optional.of("website"),
                mail,
                sms,
                Optional.of(URI.create(SHOP + "/thanks")),
                mostAnHour,
                true);
    }

    @Test
    void whoLeavesAnAddressIsAnsweredByTheMailboxInItsThread() throws Exception {
        var form =
                """
                {"fio": "Дана Е.", "email": "Dana@Example.com", "tel": "8 701 777 00 11", "topic": "Счёт\\nBcc: x",
                 "text": "Почему так много?", "order": 4711, "city": "", "other": "x", "id": "f-1", "lang": "ru"}
                """;

        var answer = post("ask", form);
        var again = post("ask", form);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject().put("status", "taken").put("answer", "email"));
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(with("post", "dana@example.com"))
                .extracting(ThreadMessage::text)
                .containsExactly(
                        """
                        📝 ask: Счёт Bcc: x
                        Почему так много?
                        👤 Дана Е.
                        ☎ +77017770011
                        ✉ dana@example.com
                        order: 4711\
                        """);
        var seq = with("post", "dana@example.com").getFirst().seq();
        var thread = thread("post", "dana@example.com");
        assertThat(entry(seq)).contains("ask");
        assertThat(thread.name()).contains("Дана Е.");
        assertThat(thread.language()).contains("ru");
        assertThat(thread.handle().orElseThrow().uri()).isEqualTo("email:dana@example.com");
        var reply =
                db.inTransaction(tx -> {
                    var said = messages.aside(tx, thread.id(), "hi", clock.instant());
                    return new Mails().leaving(tx, said, clock.instant());
                });
        assertThat(reply.orElseThrow().answered().orElseThrow().subject()).isEqualTo("Счёт Bcc: x");
    }

    @Test
    void whoLeavesANumberIsAnsweredBySmsElseCalled() throws Exception {
        var form = "fio=Dana&tel=%2B7+701+777+00+12&text=Call+me+%26+tell";

        var bySms = posted("ask", form, "application/x-www-form-urlencoded", Map.of());
        var byCall = posted("call", form, "application/x-www-form-urlencoded", Map.of());

        assertThat(bySms.body()).contains("\"answer\":\"sms\"");
        assertThat(with("sms", "+77017770012").getFirst().text()).contains("Call me & tell");
        assertThat(byCall.body()).contains("\"answer\":\"call\"");
        var seq = with("call", "+77017770012").getFirst().seq();
        assertThat(entry(seq)).isEmpty();
        assertThat(thread("call", "+77017770012").channel().slug()).isEqualTo("web");
    }

    @Test
    void receiptsBySmsAreFewToANumberAndManyOfAFormWhoeverSendsIt() throws Exception {
        for (var i = 1; i <= 3; i++) {
            assertThat(by("+77017770100", "n-" + i)).isEqualTo("sms");
        }
        assertThat(by("+77017770100", "n-4")).isEqualTo("call");
        assertThat(by("+77017770100", "n-2")).as("the same form once more").isEqualTo("sms");
        assertThat(with("sms", "+77017770100")).hasSize(3);
        assertThat(with("spent", "+77017770100")).hasSize(1);

        for (var i = 0; i < 97; i++) {
            assertThat(by("+770177702%02d".formatted(i), "a-" + i)).isEqualTo("sms");
        }
        assertThat(by("+77017770300", "z")).isEqualTo("call");
    }

    private static String by(String number, String id) throws Exception {
        var form = new JsonObject().put("text", "call me").put("tel", number).put("id", id);
        return new JsonObject(post("spent", form.encode()).body()).getString("answer");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | text | is missing",
                "{\"text\": \" \", \"email\": \"a@b.example\"} | text | is missing",
                "{\"text\": \"x\"} | email | one of email and tel must be filled in",
                "{\"text\": \"x\", \"email\": \"a b\"} | email | name@example.com",
                "{\"text\": \"x\", \"tel\": \"12\"} | tel | +",
                "{\"text\": \"x\", \"tel\": \"private\"} | tel | country code",
                "{\"text\": {\"a\": 1}, \"email\": \"a@b.example\"} | text | must be one text",
            })
    void whatIsWrongIsToldByField(String form, String field, String problem) throws Exception {
        var answer = post("ask", form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        var errors = new JsonObject(answer.body()).getJsonArray("errors");
        assertThat(errors.getJsonObject(0).getString("field")).isEqualTo(field);
        assertThat(errors.getJsonObject(0).getString("problem")).contains(problem);
    }

    @Test
    void whatIsTooLongIsToldAndWhatARowCannotHoldIsMended() throws Exception {
        var longest = new JsonObject().put("email", "l@b.example").put("text", "x".repeat(5001));
        var odd = "{\"email\": \"odd@b.example\", \"text\": \"a\\u0000b\\ud83d\", \"fio\": \" \"}";

        assertThat(post("ask", longest.encode()).body()).contains("is longer than 5000 characters");
        assertThat(post("ask", odd).statusCode()).isEqualTo(200);
        assertThat(with("post", "odd@b.example").getFirst().text()).contains("a\uFFFDb\uFFFD");
    }

    @Test
    void onlyPagesAndServersThatAreKnownMaySendIt() throws Exception {
        var form = "{\"email\": \"known@b.example\", \"text\": \"x\"}";
        var json = "application/json";

        assertThat(posted("ask", form, json, Map.of("Origin", "https://evil.example")).statusCode())
                .isEqualTo(403);
        assertThat(posted("ask", form, json, Map.of("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(posted("ask", form, json, Map.of("Origin", "")).statusCode()).isEqualTo(403);
        assertThat(
                        posted("ask", form, json, Map.of("Origin", "", "Authorization", "Bearer x"))
                                .statusCode())
                .isEqualTo(403);
        assertThat(with("post", "known@b.example")).isEmpty();
        assertThat(
                        posted(
                                        "ask",
                                        form,
                                        json,
                                        Map.of("Origin", "", "Authorization", "bearer " + TOKEN))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBrowserMayAskFirst() throws Exception {
        var known = options(SHOP);

        assertThat(known.statusCode()).isEqualTo(204);
        assertThat(known.headers().firstValue("Access-Control-Allow-Origin")).contains(SHOP);
        assertThat(known.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("content-type");
        var foreign = options("https://evil.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aProgramThatFillsInWhatNobodySeesIsThankedAndNothingIsKept() throws Exception {
        var answer =
                post(
                        "ask",
                        "{\"email\": \"bot@b.example\", \"text\": \"x\", \"website\": \"http://x\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(with("post", "bot@b.example")).isEmpty();
    }

    @Test
    void aBrowserThatSentItByItselfIsLedOn() throws Exception {
        var answer =
                posted(
                        "ask",
                        "email=page@b.example&text=x",
                        "application/x-www-form-urlencoded",
                        Map.of("Accept", "text/html,*/*"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(SHOP + "/thanks");
        assertThat(with("post", "page@b.example")).hasSize(1);
    }

    @Test
    void oneClientSendsSoManyAnHour() throws Exception {
        var form = "{\"email\": \"few@b.example\", \"text\": \"x\"}";

        assertThat(post("few", form).statusCode()).isEqualTo(200);
        assertThat(post("few", form).statusCode()).isEqualTo(200);
        var third = post("few", form);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).contains("3600");
        var limit = new FormLimit(1, Duration.ofHours(1));
        var now = clock.instant();
        assertThat(limit.take("a", now)).isZero();
        assertThat(limit.take("a", now.plusSeconds(60))).isEqualTo(Duration.ofMinutes(59));
        assertThat(limit.take("b", now)).isZero();
        assertThat(limit.take("a", now.plusSeconds(3600))).isZero();
    }

    @Test
    void whatIsNoFormIsRefusedPlainly() throws Exception {
        assertThat(post("ask", "[1]").statusCode()).isEqualTo(400);
        assertThat(post("ask", "[".repeat(5000)).statusCode()).isEqualTo(400);
        assertThat(post("ask", "{\"text\": \"" + "x".repeat(70_000) + "\"}").statusCode())
                .isEqualTo(413);
        assertThat(posted("ask", "x", "multipart/form-data; boundary=x", Map.of()).statusCode())
                .isEqualTo(415);
        assertThat(posted("none", "{}", "application/json", Map.of()).statusCode()).isEqualTo(404);
        assertThat(
                        http.send(
                                        HttpRequest.newBuilder(address("ask")).GET().build(),
                                        BodyHandlers.discarding())
                                .statusCode())
                .isEqualTo(405);
    }

    /** As a page in windows-1251 sends a form by itself: "Привет". */
    @Test
    void aFormInOtherLettersIsNotKeptAsRubbish() throws Exception {
        var form = "application/x-www-form-urlencoded";
        var other = "email=l@b.example&text=%CF%F0%E8%E2%E5%F2";

        assertThat(posted("ask", other, form, Map.of()).statusCode()).isEqualTo(400);
        assertThat(posted("ask", other, form, Map.of()).body()).contains("accept-charset");
        assertThat(posted("ask", other, form + "; charset=windows-1251", Map.of()).statusCode())
                .isEqualTo(415);
        assertThat(posted("ask", "{}", "application/json; charset=utf-16", Map.of()).statusCode())
                .isEqualTo(415);
        assertThat(with("post", "l@b.example")).isEmpty();
        assertThat(
                        posted(
                                        "ask",
                                        "email=l@b.example&text=%D3%99+ә+100%25",
                                        form + ";charset=UTF-8",
                                        Map.of())
                                .statusCode())
                .isEqualTo(200);
        assertThat(with("post", "l@b.example").getFirst().text()).contains("ә ә 100%");
    }

    /** Some clients send a body only once they are told to go on (RFC 9110, 10.1.1). */
    @Test
    void whoAsksWhetherToGoOnIsToldToAtOnce() throws Exception {
        var answer =
                http.send(
                        HttpRequest.newBuilder(address("ask"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .expectContinue(true)
                                .timeout(Duration.ofSeconds(5))
                                .header("Content-Type", "application/json")
                                .header("Origin", SHOP)
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"email\": \"go@b.example\", \"text\": \"x\"}"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void whatCannotBeKeptIsToBeSentAgain() {
        var away = TestDatabase.freshSettings();
        try (var gone = TestDatabase.into(away)) {
            TestDatabase.shut(away);

            var answer =
                    door(plan("ask", Optional.empty(), Optional.empty(), 9), gone)
                            .hear(
                                    new HookCall(
                                            "POST",
                                            "/",
                                            Optional.empty(),
                                            Map.of(
                                                    "origin",
                                                    SHOP,
                                                    "content-type",
                                                    "application/json"),
                                            Buffer.buffer(
                                                    "{\"email\": \"a@b.example\", \"text\": \"x\"}"),
                                            "127.0.0.1"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("Access-Control-Allow-Origin", SHOP);
        }
    }

    private static List<ThreadMessage> with(String gateway, String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, gateway, peer)
                        .map(thread -> messages.changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }

    private static MessageThread thread(String gateway, String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, gateway, peer).flatMap(id -> threads.find(tx, id)).orElseThrow());
    }

    private static Optional<String> entry(long seq) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(MESSAGE_ENTRY)
                        .where(MESSAGE_ENTRY.SEQ.eq(seq))
                        .fetchOptional(MESSAGE_ENTRY.ENTRY));
    }

    private static URI address(String form) {
        return URI.create("http://127.0.0.1:" + port + "/forms/" + form);
    }

    private static HttpResponse<String> post(String form, String json)
            throws IOException, InterruptedException {
        return posted(form, json, "application/json; charset=utf-8", Map.of());
    }

    private static HttpResponse<String> posted(
            String form, String body, String type, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address(form))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        if (!headers.containsKey("Origin")) {
            request.header("Origin", SHOP);
        }
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> options(String origin)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address("ask"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
