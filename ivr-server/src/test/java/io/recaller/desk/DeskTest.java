package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.agent.Availability;
import io.recaller.contact.Channel;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final DeskServer server = new DeskServer(clock);
    private final DeskClient page = new DeskClient(server.origin());

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    @Test
    void theSessionCookieCanNeitherBeReadByScriptsNorSentByOtherSites() {
        var response = page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Dana Seitkali");
        assertThat(response.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie)
                                .containsIgnoringCase("HttpOnly")
                                .contains("SameSite=Strict", "Path=/desk"));
        assertThat(server.agents().state()).isInstanceOf(Availability.NotReady.class);
    }

    @Test
    void aWrongPasswordSaysNothingMore() {
        var response = page.signIn("dana", "wrong horse");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.body()).contains("wrong-password").doesNotContain("dana");
        assertThat(page.get("/desk/session").statusCode()).isEqualTo(401);
    }

    @Test
    void aLoginOrPhoneThatNobodyCanHaveIsTheSendersMistakeAndNotTheDatabases() {
        for (var wrong : new String[] {"dana\0", "\0"}) {
            assertThat(page.signIn(wrong, "guess").statusCode()).isEqualTo(400);
            assertThat(page.signIn("dana", wrong).statusCode()).isEqualTo(400);
            assertThat(page.signInAt(wrong, "dana", MemoryAgents.PASSWORD).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void guessingPasswordsTakesLongerAndLonger() {
        for (int i = 0; i < 20; i++) {
            page.signIn("dana", "guess " + i);
        }

        var barred = page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(barred.statusCode()).isEqualTo(429);
        assertThat(barred.headers().firstValue("Retry-After")).hasValue("2");
        now.updateAndGet(instant -> instant.plusSeconds(2));
        assertThat(page.signIn("dana", MemoryAgents.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aLockedLoginIsToldHowLongToWait() {
        server.agents().lock(now.get().plusSeconds(10));

        var locked = page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).hasValue("11");
    }

    @Test
    void nobodySitsAtAPhoneThatDoesNotExist() {
        var response = page.signInAt("phone-9", "dana", MemoryAgents.PASSWORD);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("no-such-phone");
        assertThat(page.signInAt("phone-1", "dana", MemoryAgents.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherSiteCanNeitherSignInNorListen() {
        var foreign = page.signInFrom("https://evil.example", "dana", MemoryAgents.PASSWORD);
        page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> page.connectFrom("https://evil.example"))
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void nobodyListensWithoutASession() {
        assertThatThrownBy(page::connect).hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void thePageRunsNothingButItsOwnScript() {
        var html = page.get("/desk");

        assertThat(html.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy)
                                .contains("default-src 'none'", "script-src 'self'")
                                .doesNotContain("unsafe"));
        assertThat(html.body()).doesNotContain("<style").doesNotContainPattern("<script>|style=");
        assertThat(page.get("/desk/app.js").statusCode()).isEqualTo(200);
        assertThat(page.get("/desk/app.css").headers().firstValue("Content-Type"))
                .hasValue("text/css; charset=utf-8");
    }

    @Test
    void anAgentIsReadyWhenThePageSaysSo() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        assertThat(wire.next("topics").getJsonArray("topics")).hasSize(SampleCards.TOPICS.size());
        assertThat(wire.state("not-ready").getString("reason")).isEqualTo("signed-in");
        wire.send("ready");
        wire.state("ready");
        wire.send("not-ready");
        assertThat(wire.state("not-ready").getString("reason")).isEqualTo("break");
    }

    @Test
    void aCardIsSentAgainUntilThePageSaysItHasIt() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        wire.state("not-ready");

        var serving = server.ring();

        var first = wire.next("card");
        assertThat(first.getString("contact")).isEqualTo(serving.contact().toString());
        assertThat(first.getJsonObject("card").getJsonObject("trust").getString("tier"))
                .isEqualTo("verified");
        assertThat(wire.next("card")).isEqualTo(first);
        wire.send("card-ack", "assignment", serving.assignment().toString());
        wire.send("ping");
        wire.state("ringing");
        assertThat(wire.staysWithout("card", DeskServer.RESEND.multipliedBy(4))).isTrue();
    }

    @Test
    void aPageThatComesBackGetsTheCardAgainEvenFromARestartedServer() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var before = page.connect();
        var serving = server.ring();
        before.next("card");
        before.send("card-ack", "assignment", serving.assignment().toString());
        before.abort();

        var again = page.connect().next("card");
        server.restart();
        server.answer(serving);
        var afterRestart = page.connect().next("card");

        assertThat(again.getString("assignment")).isEqualTo(serving.assignment().toString());
        assertThat(afterRestart.getString("contact")).isEqualTo(serving.contact().toString());
    }

    @Test
    void theCardGoesWhenTheCallerHasGone() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.ring();
        wire.next("card");

        server.agents().callerGone();
        server.desk().refresh(MemoryAgents.DANA.id());

        wire.state("ready");
        assertThat(wire.next("card-gone").getString("assignment"))
                .isEqualTo(serving.assignment().toString());
    }

    @Test
    void theCardStaysThroughTalkAndWrapUpUntilItsDisposition() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.ring();
        wire.next("card");
        server.answer(serving);
        wire.state("talking");
        server.hangUp(serving);
        assertThat(wire.state("wrap-up").getString("until")).isEqualTo("2026-11-21T12:02:00Z");

        wire.send(
                "disposition",
                "assignment",
                serving.assignment().toString(),
                "topic",
                "internet.outage",
                "disposition",
                "follow-up");

        wire.state("ready");
        assertThat(wire.next("card-gone").getString("assignment"))
                .isEqualTo(serving.assignment().toString());
        assertThat(server.disposed())
                .singleElement()
                .satisfies(done -> {
                    assertThat(done.assignment()).isEqualTo(serving.assignment());
                    assertThat(done.topic().id()).isEqualTo("internet.outage");
                    assertThat(done.disposition()).isEqualTo(Disposition.FOLLOW_UP);
                });
    }

    @Test
    void nobodyDisposesOfAContactThatIsStillTalking() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.ring();
        server.answer(serving);
        wire.state("talking");

        wire.send(
                "disposition",
                "assignment",
                serving.assignment().toString(),
                "topic",
                "internet.outage",
                "disposition",
                "resolved");

        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        assertThat(server.disposed()).isEmpty();
    }

    @Test
    void everyPageOfAnAgentShowsTheSameAndOneOfThemMayEndIt() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var left = page.connect();
        var right = page.connect();
        var serving = server.ring();
        left.next("card");
        right.next("card");
        left.send("card-ack", "assignment", serving.assignment().toString());
        server.answer(serving);
        server.hangUp(serving);
        left.state("wrap-up");
        right.state("wrap-up");

        right.send(
                "disposition",
                "assignment",
                serving.assignment().toString(),
                "topic",
                "internet.outage",
                "disposition",
                "resolved");

        left.state("ready");
        assertThat(left.next("card-gone").getString("assignment"))
                .isEqualTo(serving.assignment().toString());
    }

    @Test
    void eachOfSeveralContactsHasItsCardAndItsEnd() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var chat = server.connected(Channel.CHAT);
        var call = server.connected(Channel.PHONE);
        assertThat(wire.next("card").getString("assignment"))
                .isEqualTo(chat.assignment().toString());
        assertThat(wire.next("card").getString("assignment"))
                .isEqualTo(call.assignment().toString());
        server.hangUp(call);
        server.hangUp(chat);

        wire.send(
                "disposition",
                "assignment",
                call.assignment().toString(),
                "topic",
                "internet.outage",
                "disposition",
                "resolved");

        assertThat(wire.next("card-gone").getString("assignment"))
                .isEqualTo(call.assignment().toString());
        assertThat(wire.state("wrap-up").getString("id")).isEqualTo(chat.assignment().toString());
    }

    @Test
    void aCardWhoseContextCannotBeReadIsBareUntilItCan() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        server.cardsComeFrom((_, _, _) -> {
            throw new IllegalStateException("no database");
        });

        server.ring();

        assertThat(wire.next("card").getJsonObject("card").getJsonArray("timeline")).isEmpty();
        server.cardsComeFrom(
                (_, offer, contact) -> SampleCards.aigerim(offer, contact, server.now()));
        server.desk().refresh(MemoryAgents.DANA.id());
        assertThat(nextFullCard(wire).getJsonObject("caller").getString("name"))
                .isEqualTo("Aigerim Sadykova");
    }

    private static JsonObject nextFullCard(DeskClient.Wire wire) throws InterruptedException {
        while (true) {
            var card = wire.next("card").getJsonObject("card");
            if (!card.getJsonArray("timeline").isEmpty()) {
                return card;
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayIsSaidPlainlyAndTheSocketStays() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        wire.state("not-ready");
        server.agents()
                .beforePresence(() -> {
                    throw new IllegalStateException("connection refused at Postgres.java");
                });

        wire.send("ping");

        var error = wire.next("error");
        assertThat(error.getString("problem")).isEqualTo("unavailable");
        assertThat(error.encode()).doesNotContain("Postgres");
        server.agents().beforePresence(() -> {});
        wire.send("ping");
        wire.state("not-ready");
    }

    @Test
    void aSlowDatabaseHoldsUpNobodyElse() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        wire.state("not-ready");
        var release = new CountDownLatch(1);
        server.agents().beforePresence(() -> await(release));

        wire.send("ping");

        assertThat(page.get("/desk").statusCode()).isEqualTo(200);
        assertThat(page.get("/desk/session").statusCode()).isEqualTo(200);
        release.countDown();
        wire.state("not-ready");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPageInTheBackgroundThatSaysNothingStaysPresent() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        wire.state("not-ready");
        var before = server.agents().timesPresent();

        wire.state("not-ready");
        wire.state("not-ready");

        assertThat(server.agents().timesPresent()).isGreaterThan(before);
    }

    @Test
    void whatIsNotOursIsRefusedAndTheSocketStays() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        for (var text :
                new String[] {
                    "no json",
                    "[]",
                    "{}",
                    "{\"v\":1,\"type\":\"ready\"}",
                    "{\"v\":2,\"type\":7}",
                    "{\"v\":2,\"type\":\"card-ack\",\"assignment\":\"x\"}",
                    "{\"v\":2,\"type\":\"disposition\",\"topic\":\"B A D\"}",
                    "x".repeat(5000)
                }) {
            wire.sendText(text);
            assertThat(wire.next("error").getString("problem")).as(text).isEqualTo("bad-message");
        }

        wire.send("ready");
        wire.state("ready");
    }

    @Test
    void signingOutClosesThePageAndEndsTheSession() {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        page.signOut();

        assertThat(wire.closeCode()).isEqualTo(4001);
        assertThat(page.get("/desk/session").statusCode()).isEqualTo(401);
        assertThat(server.agents().state()).isInstanceOf(Availability.LoggedOut.class);
    }

    @Test
    void aSessionEndsWithTheShift() {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        now.updateAndGet(instant -> instant.plus(Duration.ofHours(13)));
        wire.send("ready");

        assertThat(wire.closeCode()).isEqualTo(4001);
        assertThat(server.agents().state()).isNotInstanceOf(Availability.Ready.class);
    }
}
