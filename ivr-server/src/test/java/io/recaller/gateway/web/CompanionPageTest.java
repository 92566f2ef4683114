package io.recaller.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.continuation.CallWithPage;
import io.recaller.conversation.Archive;
import io.recaller.flow.engine.Turn;
import io.recaller.message.SampleFiles;
import io.recaller.message.file.FileContent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class CompanionPageTest {
    private static final Archive archive = new Archive();
    private static final AtomicInteger numbers = new AtomicInteger(2_000_000);

    private static final Vertx vertx = Vertx.vertx();
    private static final HttpClient http = HttpClient.newHttpClient();

    private static final String CLIENT = UUID.randomUUID().toString();

    private static final int MOST_TRIES = 250;

    private final CallWithPage call =
            new CallWithPage(archive, "+7701" + numbers.incrementAndGet());
    private final Blocking storing = new Blocking(vertx, 1, Duration.ofSeconds(30));
    private final CompanionPage page = page(call, false);
    private final HttpServer server = serve(page);

    private CompanionPage page(CallWithPage of, boolean secure) {
        return new CompanionPage(
                vertx,
                of.companion,
                Optional.of(of.chats()),
                of.files,
                storing,
                (peer, _) -> peer,
                ChatLimits.defaults(),
                Optional.of("+7 727 200 00 00"),
                secure,
                of.office);
    }

    private HttpServer serve(CompanionPage served) {
        var router = Router.router(vertx);
        served.mount(router);
        return await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        page.close();
        storing.close();
        await(server.close());
    }

    @AfterAll
    static void close() {
        http.shutdownNow();
        await(vertx.close());
        archive.close();
    }

    @Test
    void aPageIsOpenedSeesTheTurnAndAnswersIt() throws Exception {
        var browser = browser(cookie(open(link())));
        var menu = browser.next("turn");
        assertThat(menu.getString("kind")).isEqualTo("choose");
        assertThat(menu.getJsonArray("said").encode()).contains("Hello.");

        browser.send("picked", "version", menu.getLong("version"), "id", "pay");

        var asked = browser.next("turn");
        assertThat(asked.getJsonObject("field").getString("name")).isEqualTo("account");
        call.comesBack();
        call.keys("1234");
        page.look(Optional.empty());
        assertThat(browser.nextOf("say").getJsonArray("said").getString(0))
                .isEqualTo("Account 1234.");
    }

    @Test
    void whoAnswersLateIsShownTheNewTurn() throws Exception {
        var browser = browser(cookie(open(link())));
        var menu = browser.next("turn");
        call.keys("1");

        browser.send("picked", "version", menu.getLong("version"), "id", "card");

        var turn = browser.next("turn");
        assertThat(turn.getBoolean("late")).isTrue();
        assertThat(turn.getJsonObject("field").getString("name")).isEqualTo("account");
    }

    /** A preview robot asks with GET and HEAD; it has no fragment, and nothing to spend. */
    @Test
    void aPreviewOfTheLinkChangesNothing() throws Exception {
        var link = link();
        for (var path : new String[] {"/c/open", "/c", "/c/live"}) {
            var robot =
                    http.send(
                            HttpRequest.newBuilder(URI.create(origin() + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(robot.statusCode()).isGreaterThanOrEqualTo(400);
        }

        assertThat(open(link).statusCode()).isEqualTo(204);
    }

    @Test
    void aLinkThatWasOpenedSaysWhatToDo() throws Exception {
        var link = link();
        open(link);

        var again = open(link);

        assertThat(again.statusCode()).isEqualTo(410);
        var problem = new JsonObject(again.body());
        assertThat(problem.getString("type")).isEqualTo("urn:recaller:problem:link-used");
        assertThat(problem.getString("call")).isEqualTo("+7 727 200 00 00");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    guessed             | {"token": "AAAAAAAAAAAAAAAA"}  | own     | 404
                    damaged             | {"token": "AAAA"}              | own     | 400
                    a cookie's secret   | {"token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"} | own | 404
                    no token            | {}                             | own     | 400
                    null                | {"token": null}                | own     | 400
                    a number            | {"token": 1}                   | own     | 400
                    no JSON             | token=AAAAAAAAAAAAAAAA         | own     | 400
                    another site        | {"token": "AAAAAAAAAAAAAAAA"}  | https://evil.example | 403
                    no origin           | {"token": "AAAAAAAAAAAAAAAA"}  | none    | 403
                    """)
    void whatIsNoLinkOpensNothing(String what, String body, String origin, int status)
            throws Exception {
        assertThat(post(body, origin.equals("own") ? origin() : origin).statusCode())
                .as(what)
                .isEqualTo(status);
    }

    /** A good one is not spent by it, and is opened a while later. */
    @Test
    void whoTriesOneLinkAfterTheOtherIsToldToWait() throws Exception {
        var link = link();
        var answer = open("{\"token\": \"AAAAAAAAAAAAAAAA\"}");
        for (var i = 0; i < MOST_TRIES && answer.statusCode() == 404; i++) {
            answer = open("{\"token\": \"AAAAAAAAAAAAAAAA\"}");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(open(link).statusCode()).isEqualTo(429);
        call.office.now = call.office.now.plus(Duration.ofMinutes(1));
        assertThat(open(link).statusCode()).isEqualTo(204);
    }

    @Test
    void theCookieIsOfNoScriptNoOtherSiteAndOverHttpsOfThisHostOnly() throws Exception {
        assertThat(open(link()).headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("recaller_page=")
                .contains("HTTPOnly", "SameSite=Strict", "Path=/");
        var other = new CallWithPage(archive, "+7701" + numbers.incrementAndGet());
        try (var secure = page(other, true)) {
            var over = serve(secure);
            var opened =
                    post(
                            "http://127.0.0.1:" + over.actualPort(),
                            token(other),
                            "http://127.0.0.1:" + over.actualPort());
            assertThat(opened.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-recaller_page=")
                    .contains("Secure");
        }
    }

    @Test
    void anothersCookieShowsAnothersCallOnly() throws Exception {
        var other = new CallWithPage(archive, "+7701" + numbers.incrementAndGet());
        var mine = browser(cookie(open(link())));
        var theirs = browser(cookie(post(token(other), origin())));
        call.keys("1");
        page.look(Optional.empty());

        assertThat(mine.nextOf("ask").getJsonObject("field").getString("name"))
                .isEqualTo("account");
        assertThat(theirs.next("turn").getString("kind")).isEqualTo("choose");
    }

    @Test
    void withoutACookieOrWithAMadeUpOneTheSocketIsClosed() throws Exception {
        assertThat(browser("recaller_page=none").closeCode()).isEqualTo(4001);
        assertThat(browser("recaller_page=" + "A".repeat(32)).closeCode()).isEqualTo(4001);
    }

    @Test
    void ofTwoTabsTheLastIsShownAndTheOtherIsTold() throws Exception {
        var cookie = cookie(open(link()));
        var first = browser(cookie);
        first.next("turn");

        var second = browser(cookie);
        second.next("turn");
        page.look(Optional.empty());

        assertThat(first.closeCode()).isEqualTo(4002);
    }

    @Test
    void whoseCallItIsNotLeavesAndTheCookieIsDoneFor() throws Exception {
        var cookie = cookie(open(link()));
        var browser = browser(cookie);
        browser.next("turn");

        browser.send("leave");

        assertThat(browser.closeCode()).isEqualTo(4003);
        assertThat(browser(cookie).closeCode()).isEqualTo(4001);
    }

    @Test
    void matchingShowsTwoDigitsAndTypingHoldsTheCall() throws Exception {
        var browser = browser(cookie(open(link())));
        browser.next("turn");

        browser.send("match");

        var turn = browser.next("turn");
        assertThat(turn.getString("why")).isEqualTo("match");
        assertThat(turn.getJsonObject("match").getString("digits")).matches("[1-9][0-9]");
        assertThat(call.comesBack().turn()).isInstanceOf(Turn.Ask.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                            | bad-message
                    no json                                       | bad-message
                    {"v": 1, "type": "picked", "id": "pay"}       | bad-message
                    {"v": 1, "type": "picked", "version": "x", "id": "pay"} | bad-message
                    {"v": 1, "type": "text", "version": 1}        | bad-message
                    {"v": 2, "type": "ping"}                      | bad-message
                    {"v": null, "type": "ping"}                   | bad-message
                    {"v": 1, "type": null}                        | bad-message
                    """)
    void whatIsNotUnderstoodIsSaid(String text, String problem) throws Exception {
        var browser = browser(cookie(open(link())));
        browser.next("turn");

        browser.sendText(text);

        assertThat(browser.next("error").getString("problem")).isEqualTo(problem);
    }

    @Test
    void anAnswerDoesNotOvertakeWhatIsTypedNorIsLostByIt() throws Exception {
        var browser = browser(cookie(open(link())));
        call.keys("1");
        page.look(Optional.empty());
        var version = browser.nextOf("ask").getLong("version");

        for (var on : new boolean[] {true, false, true}) {
            browser.send("typing", "on", on);
        }
        browser.send("text", "version", version, "text", "1234");

        assertThat(browser.nextOf("say").getBoolean("late")).isFalse();
        assertThat(call.comesBack().page().isTyping()).isFalse();
    }

    @Test
    void theCallIsHungUpAndThePageGoesOnAsAChatAtTheSameStep() throws Exception {
        var cookie = cookie(open(link()));
        var browser = browser(cookie);
        call.keys("1");
        page.look(Optional.empty());
        browser.nextOf("ask");

        call.hangsUp();
        page.look(Optional.empty());

        var chat = browser.next("chat");
        assertThat(chat.getString("gateway")).isEqualTo("site");
        assertThat(browser.closeCode()).isEqualTo(4004);
        assertThat(call.chat()).containsExactly("pay");
        var again = browser(cookie);
        assertThat(again.next("chat").getString("visitor")).isEqualTo(chat.getString("visitor"));
        assertThat(call.chat()).hasSize(1);
    }

    /** Nobody tells the page of it, as where a signal is lost. */
    @Test
    void whatNoSignalToldIsSeenByTheQuestionForAllPages() throws Exception {
        var browser = browser(cookie(open(link())));
        browser.next("turn");
        call.keys("1");

        call.office.now = call.office.now.plusSeconds(3);

        browser.nextOf("ask");
    }

    @Test
    void aCallThatEndsByItselfIsShownAndTheSocketClosed() throws Exception {
        var browser = browser(cookie(open(link())));
        browser.next("turn");

        call.isServed();
        page.look(Optional.empty());

        var ended = browser.nextOf("ended");
        assertThat(ended.getString("call")).isEqualTo("ended");
        assertThat(browser.closeCode()).isEqualTo(4004);
    }

    @Test
    void aFileIsHandedInShownAndGivenBackToThatPageAlone() throws Exception {
        var cookie = cookie(open(link()));
        var browser = browser(cookie);
        var files = browser.next("turn").getJsonObject("files");
        assertThat(files.getString("accept")).contains(".png");
        assertThat(files.getJsonArray("given")).isEmpty();

        assertThat(hand(cookie, origin(), CLIENT, SampleFiles.png()).statusCode()).isEqualTo(201);
        page.look(Optional.empty());

        var given = browser.next("turn").getJsonObject("files").getJsonArray("given");
        assertThat(given).hasSize(1);
        assertThat(given.getJsonObject(0).getString("name")).isEqualTo("meter reading.png");
        var path = "/c/files/" + given.getJsonObject(0).getString("id");
        var opened = get(path, cookie);
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo(SampleFiles.png().bytes());
        assertThat(opened.headers().map())
                .containsEntry("content-disposition", List.of("attachment"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("no-store"));
        var stranger = new CallWithPage(archive, "+7701" + numbers.incrementAndGet());
        assertThat(get(path, cookie(post(token(stranger), origin()))).statusCode()).isEqualTo(404);
        assertThat(get(path, "recaller_page=none").statusCode()).isEqualTo(404);
    }

    /** A slow disk holds up files, and no call. */
    @Test
    void whoPressesDoesNotWaitForFiles() throws Exception {
        var cookie = cookie(open(link()));
        var browser = browser(cookie);
        var menu = browser.next("turn");
        var disk = new CountDownLatch(1);
        var slow = storing.call(() -> disk.await(20, TimeUnit.SECONDS));
        var handing = CompletableFuture.supplyAsync(() -> handedIn(cookie));

        browser.send("picked", "version", menu.getLong("version"), "id", "pay");

        assertThat(browser.nextOf("ask").getJsonObject("field").getString("name"))
                .isEqualTo("account");
        assertThatThrownBy(() -> handing.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        disk.countDown();
        assertThat(await(slow)).isTrue();
        assertThat(handing.get(20, TimeUnit.SECONDS)).isEqualTo(201);
    }

    private int handedIn(String cookie) {
        try {
            return hand(cookie, origin(), CLIENT, SampleFiles.png()).statusCode();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    another site     | own  | https://evil.example | 11111111-1111-4111-8111-111111111111 | png     | 403 | foreign-origin
                    no origin        | own  | none                 | 11111111-1111-4111-8111-111111111111 | png     | 403 | foreign-origin
                    no cookie        | none | own                  | 11111111-1111-4111-8111-111111111111 | png     | 410 | page-over
                    a made-up cookie | made | own                  | 11111111-1111-4111-8111-111111111111 | png     | 410 | page-over
                    no name of its   | own  | own                  | x                                    | png     | 400 | bad-request
                    a program        | own  | own                  | 11111111-1111-4111-8111-111111111111 | program | 415 | file-type
                    nothing          | own  | own                  | 11111111-1111-4111-8111-111111111111 | empty   | 422 | file-empty
                    too big          | own  | own                  | 11111111-1111-4111-8111-111111111111 | big     | 413 | file-too-big
                    """)
    void whatIsNotToBeHandedInIsRefused(
            String what,
            String whose,
            String origin,
            String client,
            String content,
            int status,
            String problem)
            throws Exception {
        var own = cookie(open(link()));
        var cookie =
                switch (whose) {
                    case "own" -> own;
                    case "made" -> "recaller_page=" + "A".repeat(32);
                    default -> "recaller_other=1";
                };
        var file =
                switch (content) {
                    case "program" -> SampleFiles.beginning("MZ\0\1");
                    case "empty" -> SampleFiles.text("");
                    case "big" -> SampleFiles.pdf(10_000_001);
                    default -> SampleFiles.png();
                };

        var answer = hand(cookie, origin.equals("own") ? origin() : origin, client, file);

        assertThat(answer.statusCode()).as(what).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("type"))
                .isEqualTo("urn:recaller:problem:" + problem);
        assertThat(hand(own, origin(), CLIENT, SampleFiles.png()).statusCode())
                .as("what is right is taken as before")
                .isEqualTo(201);
    }

    /** A caller who hangs up while a file is on its way. */
    @Test
    void afterTheCallNothingIsHandedIn() throws Exception {
        var cookie = cookie(open(link()));
        call.isServed();

        assertThat(hand(cookie, origin(), CLIENT, SampleFiles.png()).statusCode()).isEqualTo(410);
    }

    private HttpResponse<String> hand(
            String cookie, String origin, String client, FileContent content) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        origin()
                                                + "/c/files?name=meter%20reading.png&client="
                                                + client))
                        .header("Cookie", cookie)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content.bytes()));
        if (!origin.equals("none")) {
            request.header("Origin", origin);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String path, String cookie) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(origin() + path))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private String link() {
        return token(call);
    }

    private static String token(CallWithPage of) {
        return new JsonObject()
                .put("token", CallWithPage.token(of.asksForPage().orElseThrow()).value())
                .encode();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private HttpResponse<String> open(String body) throws Exception {
        return post(body, origin());
    }

    private HttpResponse<String> post(String body, String origin) throws Exception {
        return post(origin(), body, origin);
    }

    private HttpResponse<String> post(String to, String body, String origin) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(to + "/c/open"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!origin.equals("none")) {
            request.header("Origin", origin);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> opened) {
        return opened.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private Browser browser(String cookie) {
        return new Browser(http, origin(), cookie);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** Plays the page. */
    private static final class Browser implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Browser(HttpClient http, String origin, String cookie) {
            socket =
                    http.newWebSocketBuilder()
                            .header("Origin", origin)
                            .header("Cookie", cookie)
                            .buildAsync(URI.create(origin.replace("http", "ws") + "/c/live"), this)
                            .join();
        }

        void send(String type, Object... body) {
            var json = new JsonObject().put("v", 1).put("type", type);
            for (int i = 0; i < body.length; i += 2) {
                json.put((String) body[i], body[i + 1]);
            }
            sendText(json.encode());
        }

        void sendText(String raw) {
            socket.sendText(raw, true).join();
        }

        JsonObject next(String type) throws InterruptedException {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (true) {
                var message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (message == null) {
                    throw new AssertionError("no " + type + " within 10 s");
                }
                if (type.equals(message.getString("type"))) {
                    return message;
                }
            }
        }

        /** The next turn of a kind. */
        JsonObject nextOf(String kind) throws InterruptedException {
            while (true) {
                var turn = next("turn");
                if (turn.getString("kind").equals(kind)) {
                    return turn;
                }
            }
        }

        int closeCode() {
            return closed.orTimeout(10, TimeUnit.SECONDS).join();
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
