package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.Availability;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.voicemail.Utterance;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The page of an agent: what it shows, says and hears. */
class DeskTest {
    @AutoClose private final DeskServer server = new DeskServer(DeskServer.NOON);
    private final DeskClient page = server.page();

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
    void aBreakHasAKindThatTheOperatorNamed() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        assertThat(wire.next("topics").getJsonArray("breaks").getJsonObject(0).getString("id"))
                .isEqualTo("lunch");

        wire.send("not-ready", "reason", "lunch");

        wire.until(state -> "lunch".equals(state.getString("reason")));
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
        wire.until(state -> "lunch".equals(state.getString("reason")));
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
        assertThat(queue.getInstant("since")).isEqualTo(server.now().minusSeconds(70));
        assertThat(page.connect().next("queue").getInteger("waiting")).isEqualTo(3);
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
}
