package io.recaller.gateway.viber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.HookKind;
import io.recaller.gateway.hook.Hooks;
import io.recaller.message.Attachments;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.Stops;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.speech.Language;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Viber tells, over HTTP and into real rows. */
class ViberDoorTest {
    private static final Database db = TestDatabase.fresh();
    private static final InstantSource clock =
            InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

    /** When Viber says that people wrote. */
    private static final Instant SAID = Instant.ofEpochMilli(1_764_158_400_000L);

    private static final ViberBot bot =
            new ViberBot(
                    "vb",
                    ViberServer.TOKEN,
                    "Aspan",
                    URI.create("http://127.0.0.1:1"),
                    Optional.empty(),
                    new Language("en"));
    private static final Vertx vertx = Vertx.vertx();
    private static final Hooks hooks =
            new Hooks(
                    HookKind.named("viber").withTokens(),
                    List.of(
                            new ViberDoor(
                                    bot,
                                    db,
                                    new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock),
                                    GatewayTraffic.uncounted(),
                                    clock)),
                    (peer, _) -> peer);
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final Threads threads = new Threads();
    private static final Messages messages = new Messages();
    private static final OutgoingMessages outgoing = new OutgoingMessages();
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
    void whatIsWrittenIsARowWhenItIsAnsweredAndOnceHoweverOftenItComesAtOnce() throws Exception {
        var body = wrote("w1", 5741311803571721087L, "Нет связи 😀");

        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    many.invokeAll(
                            IntStream.range(0, 8)
                                    .mapToObj(
                                            _ -> (Callable<Integer>) () -> post(body).statusCode())
                                    .toList());
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        }

        assertThat(with("w1")).extracting(ThreadMessage::text).containsExactly("Нет связи 😀");
        var thread = thread("w1");
        assertThat(thread.name()).contains("Дана");
        assertThat(thread.language()).contains("kk");
        assertThat(thread.handle().orElseThrow().uri()).isEqualTo("viber:w1");
    }

    @Test
    void aKeyTellsItsChoiceAndTheWelcomesBeginsTheFlow() throws Exception {
        post(wrote("w2", 1, "press:v12:3"));
        post(wrote("w2", 2, "press:begin"));
        post(wrote("w2", 3, "press:" + "x".repeat(65)));

        assertThat(with("w2").getFirst().pressed()).contains("v12:3");
        assertThat(with("w2").get(1).pressed()).isEmpty();
        assertThat(with("w2").get(1).text()).isEmpty();
        assertThat(with("w2").getLast().text()).startsWith("press:x");
    }

    @Test
    void whatIsNotTextIsALineAndAFileIsAwaited() throws Exception {
        post(
                """
                {"event": "message", "timestamp": 1764158400000, "message_token": 4, "sender": {"id": "w3"},
                 "message": {"type": "file", "media": "https://dl/x", "file_name": "a.pdf", "size": 10}}
                """);
        post(
                """
                {"event": "message", "message_token": 5, "sender": {"id": "w3"},
                 "message": {"type": "location", "location": {"lat": 43.2, "lon": 76.9}}}
                """);

        assertThat(with("w3"))
                .extracting(ThreadMessage::text)
                .containsExactly("📎 a.pdf, 1 kB", "📍 43.2, 76.9");
    }

    @Test
    void whoHasTheLinkOfAFileGetsItToKeepUntilItEnds() throws Exception {
        post(wrote("f1", 70, "hello"));
        var peer = with("f1").getFirst();
        var file =
                db.inTransaction(tx ->
                        new Attachments()
                                .keep(
                                        tx,
                                        peer.thread(),
                                        peer.seq(),
                                        0,
                                        "bill.pdf",
                                        SampleFiles.pdf(),
                                        clock.instant()));
        var links = ofAddress().links();
        var link = links.to(file, clock.instant()).orElseThrow().replaceFirst(".*/viber", "/viber");
        var old = links.to(file, clock.instant().minus(Duration.ofDays(2))).orElseThrow();

        var given = get(link);

        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(SampleFiles.pdf().bytes());
        assertThat(given.headers().firstValue("Content-Disposition")).contains("attachment");
        assertThat(given.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get(old.replaceFirst(".*/viber", "/viber")).statusCode()).isEqualTo(404);
        assertThat(get(link.replaceFirst("[0-9a-f]\\.pdf", "x.pdf")).statusCode()).isEqualTo(404);
        assertThat(get("/viber/vb/me").statusCode()).isEqualTo(404);
    }

    private static ViberBot ofAddress() {
        return new ViberBot(
                bot.gateway(),
                bot.token(),
                bot.sender(),
                bot.api(),
                Optional.of(URI.create("https://ivr.example")),
                bot.language());
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void whoOpensTheBotIsWelcomedByTheAnswerInTheirLanguage() throws Exception {
        var answer = post(opened("o1", "ru-RU"));

        var welcome = new ObjectMapper().readTree(answer.body());
        assertThat(ViberServer.flaw(welcome, answer.body().length())).isEmpty();
        assertThat(welcome.path("text").asText()).contains("Нажмите кнопку");
        assertThat(welcome.path("keyboard").path("Buttons").get(0).path("ActionBody").asText())
                .isEqualTo("press:begin");
        assertThat(with("o1")).isEmpty();
        assertThat(post(opened("o2", "zz")).body()).contains("Press the button");
    }

    @Test
    void whoComesBackInTheMiddleIsNotWelcomedAgain() throws Exception {
        post(wrote("o3", 1, "hello"));
        db.runInTransaction(
                tx -> threads.begins(tx, thread("o3").id(), new ContactId(UUID.randomUUID())));

        var answer = post(opened("o3", "en"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whatBecameOfAMessageOnlyGetsFurther() throws Exception {
        post(wrote("s1", 1, "hello"));
        say("s1", "one", "100");
        say("s1", "two", "101");

        post(became("seen", "100"));
        post(became("delivered", "100"));
        post(became("failed", "100"));
        post(became("failed", "101"));
        post(became("delivered", "999"));

        var said = with("s1");
        assertThat(said.get(1).state()).isEqualTo(MessageState.READ);
        assertThat(said.get(2).state()).isEqualTo(MessageState.FAILED);
        assertThat(said.get(2).reason()).isEqualTo("Viber could not deliver it: no such device");
    }

    @Test
    void whoLeavesTheBotGetsNothingUntilTheyWriteAgain() throws Exception {
        post(wrote("l1", 1, "hello"));

        post(left("l1", SAID.minusSeconds(3600)));
        assertThat(isStopped("l1")).isFalse();
        for (var each = 0; each < 2; each++) {
            assertThat(post(left("l1", SAID)).statusCode()).isEqualTo(200);
            assertThat(isStopped("l1")).isTrue();
        }
        assertThat(post(wrote("l1", 1, "hello")).statusCode()).isEqualTo(200);
        assertThat(isStopped("l1")).isTrue();
        post(wrote("l1", 2, "I am back"));
        assertThat(isStopped("l1")).isFalse();
    }

    @Test
    void whoSubscribesAgainOrNeverWroteIsNotStopped() throws Exception {
        post(wrote("l2", 1, "hello"));
        post(left("l2", SAID));
        post(left("l3", SAID));

        post(
                "{\"event\": \"subscribed\", \"timestamp\": %d, \"user\": {\"id\": \"l2\"}}"
                        .formatted(SAID.toEpochMilli()));

        assertThat(isStopped("l2")).isFalse();
        assertThat(isStopped("l3")).isFalse();
    }

    /** What they wrote before they left for the second time is told late. */
    @Test
    void whoLeavesTwiceHasLeftWhenTheyDidSoLast() throws Exception {
        post(wrote("l6", 1, "hello"));
        post(left("l6", SAID));
        post(left("l6", SAID.plusSeconds(10)));

        post(wrote("l6", 2, "bye"));

        assertThat(isStopped("l6")).isTrue();
    }

    /** Neither sees what the other has not committed yet. */
    @Test
    void whoWritesInTheMomentInWhichTheirLeavingIsToldGetsAnswers() throws Exception {
        post(wrote("l4", 1, "hello"));
        var leavers = new ViberLeavers("vb", db, clock);
        var again = incoming("l4", SAID.plusSeconds(2));
        try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = new AtomicReference<Future<?>>();
            new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock)
                    .take(
                            again,
                            tx -> {
                                leavers.wrote(tx, again);
                                told.set(
                                        other.submit(() ->
                                                leavers.left(
                                                        new ViberEvent.Left(
                                                                "l4", SAID.plusSeconds(1)))));
                                await().until(() -> told.get().isDone() || waiting() > 0);
                            });
            told.get().get(10, TimeUnit.SECONDS);
        }

        assertThat(isStopped("l4")).isFalse();
    }

    private static Incoming incoming(String person, Instant at) {
        return new Incoming(
                new Peer(
                        "vb",
                        person,
                        Channel.MESSENGER,
                        Optional.of(new Handle(HandleKind.VIBER, person)),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        Optional.empty()),
                new Said.Words("I am back"),
                Optional.of("back-" + person),
                Optional.empty(),
                at);
    }

    /** How many wait for what another has locked. */
    private static int waiting() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetchSingle(
                                "select count(*) from pg_stat_activity where wait_event_type ="
                                        + " 'Lock' and datname = current_database()")
                        .get(0, Integer.class));
    }

    private static String left(String person, Instant at) {
        return "{\"event\": \"unsubscribed\", \"timestamp\": %d, \"user_id\": \"%s\"}"
                .formatted(at.toEpochMilli(), person);
    }

    private static boolean isStopped(String peer) {
        return db.inTransaction(tx -> new Stops().isStopped(tx, "vb", peer));
    }

    @Test
    void whatIsNotSignedIsRefused() throws Exception {
        var body = wrote("x1", 1, "hello");

        assertThat(post(body, "00").statusCode()).isEqualTo(403);
        assertThat(post(body, "no hex").statusCode()).isEqualTo(403);
        assertThat(post(body, signature(body + " ")).statusCode()).isEqualTo(403);
        assertThat(with("x1")).isEmpty();
    }

    @Test
    void whatIsNoEventOfOursIsHadAndWhatIsTooLongOrNoJsonRefused() throws Exception {
        assertThat(post("{\"event\": \"webhook\", \"message_token\": 1}").statusCode())
                .isEqualTo(200);
        assertThat(post("{\"event\": \"unsubscribed\", \"user_id\": \"w1\"}").statusCode())
                .isEqualTo(200);
        assertThat(post("[1]").statusCode()).isEqualTo(200);
        assertThat(post(wrote("", 1, "x")).statusCode()).isEqualTo(200);
        assertThat(post("no json").statusCode()).isEqualTo(400);
        assertThat(post("[".repeat(5000)).statusCode()).isEqualTo(400);
        assertThat(post("x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void whatCannotBeKeptIsToBeToldAgain() {
        var away = TestDatabase.freshSettings();
        try (var gone = TestDatabase.into(away)) {
            TestDatabase.shut(away);
            var door =
                    new ViberDoor(
                            bot,
                            gone,
                            new Inbox(gone, _ -> {}, GatewayTraffic.uncounted(), clock),
                            GatewayTraffic.uncounted(),
                            clock);
            var body = wrote("y1", 1, "hello");

            var answer =
                    door.hear(
                            new HookCall(
                                    "POST",
                                    "/",
                                    Optional.empty(),
                                    Map.of(ViberSignature.HEADER, signature(body)),
                                    Buffer.buffer(body),
                                    "127.0.0.1"));

            assertThat(answer.status()).isEqualTo(503);
        }
    }

    private static String wrote(String person, long token, String text) {
        return """
        {"event": "message", "timestamp": 1764158400000, "message_token": %d,
         "sender": {"id": "%s", "name": "Дана", "language": "kk", "api_version": 10},
         "message": {"type": "text", "text": "%s"}}
        """
                .formatted(token, person, text);
    }

    private static String opened(String person, String language) {
        return """
        {"event": "conversation_started", "message_token": 9, "type": "open", "subscribed": false,
         "user": {"id": "%s", "name": "Дана", "language": "%s"}}
        """
                .formatted(person, language);
    }

    private static String became(String event, String token) {
        return "{\"event\": \"%s\", \"message_token\": %s, \"user_id\": \"s1\", \"desc\": \"no such device\"}"
                .formatted(event, token);
    }

    private static void say(String peer, String text, String externalId) {
        db.runInTransaction(tx -> {
            var seq = messages.aside(tx, thread(peer).id(), text, clock.instant());
            outgoing.sent(tx, seq, externalId, clock.instant());
        });
    }

    private static List<ThreadMessage> with(String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, "vb", peer)
                        .map(thread -> messages.changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }

    private static MessageThread thread(String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, "vb", peer).flatMap(id -> threads.find(tx, id)).orElseThrow());
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post(body, signature(body));
    }

    private static HttpResponse<String> post(String body, String signature)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/viber/vb"))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .header("X-Viber-Content-Signature", signature)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String signature(String body) {
        return HexFormat.of()
                .formatHex(
                        ViberSignature.of(
                                body.getBytes(StandardCharsets.UTF_8), ViberServer.TOKEN));
    }
}
