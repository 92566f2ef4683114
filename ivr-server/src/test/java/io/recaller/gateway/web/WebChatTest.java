package io.recaller.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import io.recaller.text.Rough;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebChatTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final MemoryThreads threads = new MemoryThreads(now::get);
    private final ChatServer server =
            new ChatServer(threads, now::get, ChatLimits.defaults(), List.of(ChatServer.SHOP));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void aVisitorIsGreetedPressesAButtonAndIsAnswered() throws Exception {
        var page = page();
        page.send("hello", "language", "ru-KZ");
        var welcome = page.next("welcome");

        page.send("open");
        var greeting = page.next("message");
        var client = UUID.randomUUID().toString();
        page.send("press", "client", client, "key", "v1:2");

        assertThat(welcome.getString("visitor")).matches("[A-Za-z0-9_-]{22}");
        assertThat(welcome.getString("language")).isEqualTo("ru");
        assertThat(greeting.getString("from")).isEqualTo("flow");
        assertThat(greeting.getJsonArray("buttons").getJsonObject(1))
                .isEqualTo(new JsonObject().put("key", "v1:2").put("label", "2 · Billing"));
        var own = page.line("2 · Billing");
        assertThat(own.getString("from")).isEqualTo("me");
        assertThat(own.getString("client")).isEqualTo(client);
        assertThat(page.line("You said: 2 · Billing").getLong("seq"))
                .isGreaterThan(own.getLong("seq"));
        assertThat(threads.visitors().getFirst().language()).hasValue(new Language("ru"));
    }

    @Test
    void anAgentsWordsComeWithTheNameAndOverAPollWhenNoSignalSaysSo() throws Exception {
        var page = page();
        page.greet();
        page.send("open");
        page.next("message");

        threads.agentSays("Good day");
        now.updateAndGet(instant -> instant.plusSeconds(3));

        var line = page.line("Good day");
        assertThat(line.getString("from")).isEqualTo("agent");
        assertThat(line.getString("name")).isEqualTo("Dana Seitkali");
    }

    @Test
    void aSecretIsNeverKeptAndAnotherTabOrALaterDayShowsTheSame() throws Exception {
        var first = page();
        var secret = first.greet();
        first.send("say", "client", UUID.randomUUID().toString(), "text", "My line is down");
        first.line("You said");

        var second = page();
        second.send("hello", "visitor", secret, "after", 0);

        assertThat(second.next("welcome").getString("visitor")).isEqualTo(secret);
        second.line("My line is down");
        var answer = second.line("You said");
        second.send("say", "client", UUID.randomUUID().toString(), "text", "Since noon");
        first.line("Since noon");
        assertThat(threads.visitors().getFirst().peer()).hasSize(32).isNotEqualTo(secret);
        first.abort();
        var later = page();
        later.send("hello", "visitor", secret, "after", answer.getLong("seq"));
        assertThat(later.next("message").getString("text")).isEqualTo("Since noon");
    }

    @Test
    void whoeverTheirSiteSignedForIsNobodyOnceThatIsOver() throws Exception {
        var claims = "{\"sub\": \"4711\", \"exp\": %d}".formatted(now.get().getEpochSecond() + 60);
        var token = SiteTokensTest.token("{\"alg\": \"HS256\"}", claims, ChatServer.SECRET);
        var page = page();
        page.send("hello", "token", token);
        page.next("welcome");
        page.send("open");
        page.next("message");

        now.updateAndGet(at -> at.plusSeconds(60));

        assertThat(page.next("error").getString("problem")).isEqualTo("bad-token");
        assertThat(page.closeCode()).isEqualTo(4001);
    }

    @Test
    void newVisitorsAreTakenOnOnlySoFastWhoeverTheyAre() throws Exception {
        var few = OtherLimits.ofNewcomers(new ChatLimits.Rate(1, 0.1));
        try (var small = new ChatServer(threads, now::get, few, List.of(ChatServer.SHOP))) {
            var first = new ChatClient(http, small.origin(), "site", ChatServer.SHOP, "10.9.0.1");
            first.greet();
            first.send("open");
            first.next("message");
            var second = new ChatClient(http, small.origin(), "site", ChatServer.SHOP, "10.9.0.2");
            second.greet();
            var client = UUID.randomUUID().toString();

            second.send("say", "client", client, "text", "Hello");

            var refusal = second.next("error");
            assertThat(refusal.getString("problem")).isEqualTo("too-many");
            assertThat(refusal.getString("client")).isEqualTo(client);
            first.send("say", "client", UUID.randomUUID().toString(), "text", "I am here");
            first.line("I am here");
            now.updateAndGet(at -> at.plusSeconds(10));
            second.send("say", "client", client, "text", "Hello");
            second.line("Hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAAAAAAAAAAAAAAAAAAAA", "short", "../../../etc/passwd", "é\0"})
    void aSecretThatWeDidNotGiveOutIsReplaced(String made) throws Exception {
        var page = page();

        page.send("hello", "visitor", made);

        assertThat(page.next("welcome").getString("visitor"))
                .isNotEqualTo(made)
                .matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void twoVisitorsNeverSeeEachOther() throws Exception {
        var one = page();
        var other = page();
        one.greet();
        other.greet();
        other.send("open");
        other.next("message");
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> threads.lines().getFirst().state().equals("delivered"));
        signal();
        other.state("delivered");

        one.send("say", "client", UUID.randomUUID().toString(), "text", "Private");
        one.line("You said: Private");
        signal();

        assertThat(other.staysWithout("message", Duration.ofMillis(300))).isTrue();
    }

    @Test
    void theSecretOfOneChatIsNobodyInAnother() throws Exception {
        var page = page();
        var secret = page.greet();
        page.send("open");
        page.next("message");

        var other = page("shop-2", server.origin(), "192.0.2.1");
        other.send("hello", "visitor", secret);

        assertThat(other.next("welcome").getString("visitor")).isNotEqualTo(secret);
    }

    @Test
    void whatIsSentAgainIsTakenOnce() throws Exception {
        var page = page();
        page.greet();
        var client = UUID.randomUUID().toString();

        page.send("say", "client", client, "text", "Hello");
        page.line("You said");
        page.send("say", "client", client.toUpperCase(Locale.ROOT), "text", "Hello");
        page.send("say", "client", UUID.randomUUID().toString(), "text", "Bye");
        page.line("You said: Bye");

        assertThat(threads.lines())
                .extracting(ChatLine::text)
                .containsExactly("Hello", "You said: Hello", "Bye", "You said: Bye");
    }

    @Test
    void wordsStayInTheOrderOfWriting() throws Exception {
        var page = page();
        page.greet();

        for (int i = 0; i < 15; i++) {
            page.send("say", "client", UUID.randomUUID().toString(), "text", "word " + i);
        }
        page.line("You said: word 14");

        var own = new ArrayList<String>();
        threads.lines().stream()
                .filter(line -> !line.isOurs())
                .forEach(line -> own.add(line.text()));
        assertThat(own).hasSize(15).isSortedAccordingTo((a, b) -> number(a) - number(b));
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(5));
    }

    @Test
    void whatIsShownIsDeliveredAndWhatIsSeenIsReadAndNoFurther() throws Exception {
        var page = page();
        page.greet();
        page.send("open");
        var greeting = page.next("message");
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> threads.lines().getFirst().state().equals("delivered"));

        page.send("read", "seq", Long.MAX_VALUE);
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> threads.lines().getFirst().state().equals("read"));
        signal();

        assertThat(page.state("read").getLong("seq")).isEqualTo(greeting.getLong("seq"));
        threads.agentSays("Not seen yet");
        page.send("read", "seq", greeting.getLong("seq"));
        signal();
        page.line("Not seen yet");
        assertThat(threads.lines().getLast().state()).isNotEqualTo("read");
    }

    @Test
    void aDatabaseThatIsAwayIsToldAndTheSocketGoesOn() throws Exception {
        var page = page();
        page.greet();
        var client = UUID.randomUUID().toString();
        threads.away(true);

        page.send("say", "client", client, "text", "Anybody?");
        var error = page.next("error");
        threads.away(false);
        page.send("say", "client", client, "text", "Anybody?");

        assertThat(error.getString("problem")).isEqualTo("unavailable");
        assertThat(error.getString("client")).isEqualTo(client);
        page.line("You said: Anybody?");
    }

    @Test
    void whoCannotBeLookedUpIsToldToComeAgain() throws Exception {
        var secret = page().greet();
        threads.away(true);
        var page = page();

        page.send("hello", "visitor", secret);

        assertThat(page.next("error").getString("problem")).isEqualTo("unavailable");
        assertThat(page.closeCode()).isEqualTo(1013);
    }

    @Test
    void tooLongATextIsRefusedByItsIdAndOneJustShortEnoughTaken() throws Exception {
        var page = page();
        page.greet();
        var client = UUID.randomUUID().toString();

        page.send("say", "client", client, "text", "x".repeat(4001));
        var error = page.next("error");
        page.send("say", "client", client, "text", "ы".repeat(4000));

        assertThat(error.getString("problem")).isEqualTo("too-long");
        assertThat(error.getString("client")).isEqualTo(client);
        assertThat(page.line("You said").getString("text")).hasSize(4010);
        page.sendText("x".repeat(20_000));
        assertThat(page.next("error").getString("problem")).isEqualTo("too-long");
    }

    @Test
    void oddCharactersAreKeptAsFarAsRowsHoldThem() throws Exception {
        var page = page();
        page.greet();

        page.sendText(
                "{\"v\":1,\"type\":\"say\",\"client\":\"%s\",\"text\":\" a\\u0000b\\ud83d <b>&amp;</b>\\n c \"}"
                        .formatted(UUID.randomUUID()));

        assertThat(page.line("").getString("text")).isEqualTo("a\uFFFDb\uFFFD <b>&amp;</b>\n c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"v\":1}",
                "{\"v\":2,\"type\":\"ping\"}",
                "{\"v\":\"1\"}",
                "{\"v\":1,\"type\":\"say\"}",
                "{\"v\":1,\"type\":7}",
                "{\"v\":1,\"type\":\"say\",\"client\":\"x\",\"text\":\"a\"}",
                "{\"v\":1,\"type\":\"say\",\"client\":\"00000000-0000-4000-8000-000000000001\",\"text\":\""
                        + "  \"}",
                "{\"v\":1,\"type\":\"press\",\"client\":\"00000000-0000-4000-8000-000000000001\",\"key\":\"é\"}",
                "{\"v\":1,\"type\":\"read\",\"seq\":\"17\"}",
                "{\"v\":1,\"type\":\"hello\"}",
                "{\"v\":1,\"type\":\"welcome\"}",
                "{\"v\":1,\"type\":\"say\",\"text\":{}}"
            })
    void whatIsNoMessageIsAnsweredAndTheSocketGoesOn(String text) throws Exception {
        var page = page();
        page.greet();

        page.sendText(text);

        assertThat(page.next("error").getString("problem")).isEqualTo("bad-message");
        page.send("ping");
        page.next("pong");
    }

    @Test
    void bytesAndRoughTextsAreNoMessages() throws Exception {
        var page = page();
        page.greet();

        page.sendBytes(new byte[] {1, 2, 3});
        assertThat(page.next("error").getString("problem")).isEqualTo("bad-message");
        for (var text : Rough.texts(7, 30)) {
            now.updateAndGet(instant -> instant.plusSeconds(5));
            if (text.length() < 10_000 && UTF_8.newEncoder().canEncode(text)) {
                page.sendText(text);
                page.next("error");
            }
        }

        page.send("ping");
        page.next("pong");
    }

    @Test
    void nothingIsSaidBeforeHello() throws Exception {
        var page = page();

        page.send("say", "client", UUID.randomUUID().toString(), "text", "Hi");

        assertThat(page.next("error").getString("problem")).isEqualTo("bad-message");
        assertThat(threads.lines()).isEmpty();
    }

    @Test
    void whoTalksTooFastIsToldWhichMessageWasNotTaken() throws Exception {
        var page = page();
        page.greet();
        for (int i = 0; i < 19; i++) {
            page.send("ping");
        }
        var client = UUID.randomUUID().toString();

        page.send("say", "client", client, "text", "Too fast");
        var error = page.next("error");
        now.updateAndGet(instant -> instant.plusSeconds(1));
        page.send("say", "client", client, "text", "Slower");

        assertThat(error.getString("problem")).isEqualTo("too-many");
        assertThat(error.getString("client")).isEqualTo(client);
        page.line("You said: Slower");
    }

    @Test
    void whoGoesOnAllTheSameIsClosed() throws Exception {
        var page = page();

        for (int i = 0; i < 80; i++) {
            try {
                page.send("ping");
            } catch (CompletionException closed) {
                break;
            }
        }

        assertThat(page.closeCode()).isEqualTo(4029);
    }

    @Test
    void oneAddressHasSoManySocketsAndAnotherOneItsOwn() throws Exception {
        var pages = new ArrayList<ChatClient>();
        for (int i = 0; i < 100; i++) {
            pages.add(page("site", ChatServer.SHOP, "192.0.2.7"));
        }

        assertThat(refusal(() -> page("site", ChatServer.SHOP, "192.0.2.7"))).isEqualTo(429);

        page("site", ChatServer.SHOP, "192.0.2.8").greet();
        pages.getFirst().abort();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .ignoreException(CompletionException.class)
                .until(() -> page("site", ChatServer.SHOP, "192.0.2.7") != null);
    }

    @Test
    void aSocketThatDoesNotSayWhoItIsIsClosed() throws Exception {
        var page = page();
        page.send("ping");
        page.next("pong");

        now.updateAndGet(instant -> instant.plusSeconds(11));

        assertThat(page.closeCode()).isEqualTo(4000);
    }

    @Test
    void aChatThatIsNotInTheSettingsSaysSoOnceAndForAll() throws Exception {
        var page = page("nowhere", ChatServer.SHOP, "192.0.2.1");

        assertThat(page.next("error").getString("problem")).isEqualTo("unknown-gateway");
        assertThat(page.closeCode()).isEqualTo(4004);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://shop.example",
                "https://shop.example:8443",
                "https://shop.example.evil.example",
                "https://xshop.example",
                "null",
                ""
            })
    void aPageOfAnotherSiteIsToldSoAndHeardNoMore(String origin) throws Exception {
        var page = page("site", origin, "192.0.2.1");

        assertThat(page.closeCode()).isEqualTo(4003);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://shop.example", "HTTPS://Shop.Example", "https://shop.example:443"})
    void aPageOfANamedSiteIsLetIn(String origin) throws Exception {
        page("site", origin, "192.0.2.1").greet();
    }

    @Test
    void aPageOfOurOwnHostIsLetIn() throws Exception {
        page("site", server.origin(), "192.0.2.1").greet();
    }

    @Test
    void thatManyOfOneAddressAreWritingHindersNobodyElse() throws Exception {
        for (int i = 0; i < 15; i++) {
            typesIn(page("site", ChatServer.SHOP, "192.0.2.7"));
        }
        typesIn(page("site", ChatServer.SHOP, "192.0.2.8"));

        Awaitility.await()
                .during(Duration.ofMillis(300))
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> threads.typed().size() == 11);
    }

    private static void typesIn(ChatClient page) throws InterruptedException {
        page.greet();
        page.send("open");
        page.next("message");
        page.send("typing");
        page.send("ping");
        page.next("pong");
    }

    @Test
    void whoWantsToGoOnElsewhereIsGivenALinkAndItsCodeUntilTheyHadTooMany() throws Exception {
        var page = page("site", ChatServer.SHOP, "192.0.2.12");
        page.greet();
        page.send("open");
        page.next("message");

        page.send("go-on", "to", "bot");
        var link = page.next("link");
        page.send("go-on", "to", "elsewhere");
        var unknown = page.next("error");
        page.send("go-on", "to", "bot");
        page.next("link");
        page.send("go-on", "to", "bot");

        assertThat(link.getString("url")).startsWith("https://t.me/shop_bot?start=go_");
        assertThat(link.getString("title")).isEqualTo("Telegram");
        assertThat(link.getJsonObject("code").getInteger("size")).isEqualTo(41);
        assertThat(unknown.getString("problem")).isEqualTo("bad-message");
        assertThat(page.next("error").getString("problem")).isEqualTo("no-link");
    }

    @Test
    void aRequestThatIsNoSocketDoesNotCountAsOne() throws Exception {
        for (int i = 0; i < 101; i++) {
            var plain =
                    HttpRequest.newBuilder(URI.create(server.origin() + "/chat/site/socket"))
                            .header("Origin", ChatServer.SHOP)
                            .header("X-Forwarded-For", "192.0.2.9")
                            .timeout(Duration.ofSeconds(5))
                            .build();
            var answer = http.send(plain, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(400);
        }

        page("site", ChatServer.SHOP, "192.0.2.9").greet();
    }

    /** What a signal of the database does. */
    private void signal() {
        server.chat().look(Optional.empty());
    }

    private ChatClient page() {
        return page("site", ChatServer.SHOP, "192.0.2.1");
    }

    private ChatClient page(String gateway, String origin, String address) {
        return new ChatClient(http, server.origin(), gateway, origin, address);
    }

    /** The status of the answer. */
    private static int refusal(Runnable opening) {
        try {
            opening.run();
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException answer) {
                return answer.getResponse().statusCode();
            }
        }
        throw new AssertionError("it was not refused by an answer");
    }
}
