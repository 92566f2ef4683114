package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.agent.Availability;
import io.recaller.contact.Channel;
import io.recaller.desk.card.Disposition;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.voicemail.Utterance;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
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
    void aMessageIsPlayedToWhoHasItsContactAndToNobodyElse() {
        var mine = new AssignmentId(UUID.randomUUID());
        server.agents().leave(mine, Utterance.of(new byte[8000]));
        assertThat(page.get("/desk/voicemail/" + mine).statusCode()).isEqualTo(401);
        page.signIn("dana", MemoryAgents.PASSWORD);

        var played = page.get("/desk/voicemail/" + mine);

        assertThat(played.statusCode()).isEqualTo(200);
        assertThat(played.body()).startsWith("RIFF");
        assertThat(played.headers().firstValue("Content-Type")).hasValue("audio/wav");
        assertThat(played.headers().firstValue("Cache-Control")).hasValue("no-store");
        for (var other : List.of(UUID.randomUUID().toString(), "x", "1-1-1-1-1", "..%2f")) {
            var refused = page.get("/desk/voicemail/" + other);
            assertThat(refused.statusCode()).as(other).isEqualTo(404);
            assertThat(refused.body()).doesNotContain("RIFF");
        }
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
    void aPasswordInOtherLettersIsNotCalledWrong() {
        var other = page.signInAs("application/json; charset=windows-1251", "dana", "пароль");

        assertThat(other.statusCode()).isEqualTo(415);
        assertThat(other.body()).contains("UTF-8");
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
    void whoGuessesBehindANamedProxyKeepsNobodyElseOut() {
        server.isBehind(Proxies.of(List.of("127.0.0.0/8")));
        server.restart();
        for (int i = 0; i < 25; i++) {
            page.signInThrough("10.9.9.9, 203.0.113.7", "dana", "guess " + i);
        }

        var guesser = page.signInThrough("10.1.1.1, 203.0.113.7", "dana", MemoryAgents.PASSWORD);
        var colleague = page.signInThrough("203.0.113.8", "dana", MemoryAgents.PASSWORD);

        assertThat(guesser.statusCode()).as("what it says of itself does not count").isEqualTo(429);
        assertThat(colleague.statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyEscapesTheLimitByNamingAnotherAddress() {
        for (int i = 0; i < 20; i++) {
            page.signInThrough("203.0.113." + i, "dana", "guess " + i);
        }

        assertThat(page.signInThrough("203.0.113.99", "dana", MemoryAgents.PASSWORD).statusCode())
                .isEqualTo(429);
    }

    @Test
    void anOfficeWherePeopleSignInIsNotLockedByThoseWhoMistype() {
        for (int i = 0; i < 60; i++) {
            page.signIn("dana", i % 10 == 9 ? MemoryAgents.PASSWORD : "mistyped " + i);
        }

        assertThat(page.signIn("dana", MemoryAgents.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aBreakHasAKindThatTheOperatorNamed() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        assertThat(wire.next("topics").getJsonArray("breaks").getJsonObject(0).getString("id"))
                .isEqualTo("lunch");

        wire.send("not-ready", "reason", "lunch");

        until(wire, state -> "lunch".equals(state.getString("reason")));
        wire.send("not-ready", "reason", "golf");
        assertThat(wire.next("error").getString("problem")).isEqualTo("bad-message");
    }

    @Test
    void aPhoneThatCannotRingIsToldAtOnceAndKeepsTheAgentFromBeingReady()
            throws InterruptedException {
        server.agents().phoneIs(PhoneReachability.UNREACHABLE);
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        var phone = wire.next("phone");
        assertThat(phone.getString("name")).isEqualTo("1102");
        assertThat(phone.getString("state")).isEqualTo("unreachable");
        wire.send("ready");
        assertThat(wire.next("error").getString("problem")).isEqualTo("phone-unreachable");
        assertThat(server.agents().state()).isInstanceOf(Availability.NotReady.class);

        server.agents().phoneIs(PhoneReachability.REACHABLE);
        wire.send("ping");
        assertThat(wire.next("phone").getString("state")).isEqualTo("reachable");
        wire.send("ready");
        wire.state("ready");
    }

    @Test
    void anAsteriskThatHangsKeepsNoPageWaitingAndIsAskedOncePerPhone() throws InterruptedException {
        var answers = new CountDownLatch(1);
        server.agents().beforeAsterisk(() -> await(answers));
        server.hasPlaces(1);
        server.restart();
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wires = Stream.generate(page::connect).limit(12).toList();
        for (var wire : wires) {
            wire.send("ping");
        }
        var wire = wires.getFirst();

        wire.send("not-ready", "reason", "lunch");
        until(wire, state -> "lunch".equals(state.getString("reason")));
        answers.countDown();

        assertThat(wire.next("phone").getString("state")).isEqualTo("reachable");
        wire.send("ready");
        wire.state("ready");
        assertThat(server.agents().timesAsked()).isEqualTo(1);
    }

    @Test
    void thePageKnowsHowManyWait() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        assertThat(wire.next("queue").getInteger("waiting")).isZero();

        server.agents().waiting(3);

        var queue = wire.next("queue");
        assertThat(queue.getInteger("waiting")).isEqualTo(3);
        assertThat(queue.getInstant("since")).isEqualTo(now.get().minusSeconds(70));
        assertThat(page.connect().next("queue").getInteger("waiting")).isEqualTo(3);
    }

    @Test
    void wrapUpIsProlongedUntilItMayNotLastLonger() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.connected(Channel.PHONE);
        server.hangUp(serving);
        var before = wire.state("wrap-up").getInstant("until");
        var id = serving.assignment().toString();

        wire.send("more-time", "assignment", id);
        until(wire, state -> end(state).equals(before.plusSeconds(60)));
        wire.send("more-time", "assignment", id);
        until(wire, state -> end(state).equals(before.plusSeconds(120)));
        wire.send("more-time", "assignment", id);

        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
    }

    private static Instant end(JsonObject state) {
        return state.getJsonArray("assignments").getJsonObject(0).getInstant("until");
    }

    private static void until(DeskClient.Wire wire, Predicate<JsonObject> state)
            throws InterruptedException {
        var next = wire.next("state");
        while (!state.test(next)) {
            next = wire.next("state");
        }
    }

    @Test
    void whoIsVerifiedByTheAgentIsShownAnewAndARingIsNoTalk() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        server.cardsComeFrom((_, id, contact) ->
                server.agents().howVerified(id) == null
                        ? SampleCards.claimed(id, contact, now.get())
                        : SampleCards.aigerim(id, contact, now.get()));
        var serving = server.ring();
        var id = serving.assignment().toString();
        assertThat(wire.next("card").getJsonObject("card").getBoolean("mayBeVerified")).isTrue();

        wire.send("verified", "assignment", id, "how", "document");
        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        server.answer(serving);
        wire.send("verified", "assignment", id, "how", "guess");
        assertThat(wire.next("error").getString("problem")).isEqualTo("bad-message");
        wire.send("verified", "assignment", id, "how", "document");

        var card = wire.next("card").getJsonObject("card");
        while (!"verified".equals(card.getJsonObject("trust").getString("tier"))) {
            card = wire.next("card").getJsonObject("card");
        }
        assertThat(server.agents().howVerified(serving.assignment())).isEqualTo("document");
    }

    @Test
    void aNoteGoesWithTheDispositionAndOneThatNoRowCanHoldIsRefused() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.connected(Channel.PHONE);
        server.hangUp(serving);
        wire.state("wrap-up");
        for (var note : List.of("x".repeat(2001), "nul\u0000")) {
            dispose(wire, serving, note);
            assertThat(wire.next("error").getString("problem")).isEqualTo("bad-message");
        }

        dispose(wire, serving, "  Ключ у соседки.\nДомофон 12 ");

        wire.state("ready");
        assertThat(server.disposed().getFirst().note()).hasValue("Ключ у соседки.\nДомофон 12");
    }

    @Test
    void aNoteAsLongAsItMayBeIsKeptWhateverItIsWrittenWith() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        for (var line : List.of("\"Қайта\n\tқоңырау\\ ", "\u0001\u0002x", "客户说😀“好”\n")) {
            var note = line.repeat(2000).substring(0, 1999) + ".";
            var serving = server.connected(Channel.PHONE);
            server.hangUp(serving);
            until(wire, state -> phaseOf(state, serving).equals("wrap-up"));

            wire.sendText(escaped(noted(serving, note)));

            until(wire, state -> phaseOf(state, serving).isEmpty());
            assertThat(server.disposed().getLast().note()).hasValue(note.strip());
        }
    }

    /** As the most careful client writes it: nothing but letters of ASCII. */
    private static String escaped(String json) {
        var written = new StringBuilder();
        for (var i = 0; i < json.length(); i++) {
            var letter = json.charAt(i);
            written.append(letter < 128 ? "" + letter : "\\u%04x".formatted((int) letter));
        }
        return written.toString();
    }

    private static String phaseOf(JsonObject state, Serving serving) {
        return state.getJsonArray("assignments").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("id").equals(serving.assignment().toString()))
                .map(one -> one.getString("phase"))
                .findFirst()
                .orElse("");
    }

    private static String noted(Serving serving, String note) {
        return new JsonObject()
                .put("v", 2)
                .put("type", "disposition")
                .put("assignment", serving.assignment().toString())
                .put("topic", "internet")
                .put("disposition", "resolved")
                .put("note", note)
                .encode();
    }

    private static void dispose(DeskClient.Wire wire, Serving serving, String note) {
        wire.send(
                "disposition",
                "assignment",
                serving.assignment().toString(),
                "topic",
                "internet",
                "disposition",
                "resolved",
                "note",
                note);
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
        // Answered once the page was believed: what was sent before comes before it.
        wire.send("directory");
        wire.next("directory");
        wire.send("ping");
        wire.state("ringing");
        assertThat(wire.staysWithout("card", DeskServer.RESEND.multipliedBy(4))).isTrue();
    }

    @Test
    void aCardIsReadWhenItMaySaySomethingElseAndSomebodySeesIt() throws InterruptedException {
        var reads = new AtomicInteger();
        server.cardsComeFrom((_, id, contact) -> {
            reads.incrementAndGet();
            return SampleCards.aigerim(id, contact, server.now());
        });
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        wire.state("not-ready");

        var serving = server.ring();
        assertThat(lookedThrice(wire, "ringing", reads, 1)).as("offered").isEqualTo(1);
        server.answer(serving);
        assertThat(lookedThrice(wire, "talking", reads, 2)).as("answered").isEqualTo(2);
        wire.send("verified", "assignment", serving.assignment().toString(), "how", "document");
        assertThat(lookedThrice(wire, "talking", reads, 3)).as("verified").isEqualTo(3);
        server.desk().lookWhoItIs(Optional.of(serving.contact().value()));
        assertThat(lookedThrice(wire, "talking", reads, 4)).as("somebody else").isEqualTo(4);
        server.desk().lookWhoItIs(Optional.of(UUID.randomUUID()));
        assertThat(lookedThrice(wire, "talking", reads, 4)).as("of another").isEqualTo(4);
        server.hangUp(serving);
        assertThat(lookedThrice(wire, "wrap-up", reads, 5)).as("after the talk").isEqualTo(5);
    }

    /** How often cards were read by the end of three looks at what the agent holds. */
    private int lookedThrice(DeskClient.Wire wire, String state, AtomicInteger reads, int expected)
            throws InterruptedException {
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> reads.get() >= expected);
        for (var look = 0; look < 3; look++) {
            server.desk().refresh(MemoryAgents.DANA.id());
            wire.state(state);
        }
        return reads.get();
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
        var first = wire.next("card").getString("assignment");
        assertThat(first).isEqualTo(chat.assignment().toString());
        var second = wire.next("card").getString("assignment");
        while (second.equals(first)) {
            second = wire.next("card").getString("assignment");
        }
        assertThat(second).isEqualTo(call.assignment().toString());
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
