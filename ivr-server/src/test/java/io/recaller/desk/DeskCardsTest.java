package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.desk.card.Disposition;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The card of a contact comes to every page of its agent, and goes with it. */
class DeskCardsTest {
    @AutoClose private final DeskServer server = new DeskServer(DeskServer.NOON);
    private final DeskClient page = server.page();

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

        wire.disposes(serving, "follow-up");

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

        right.disposes(serving, "resolved");

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

        wire.disposes(call, "resolved");

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
    void whoIsVerifiedByTheAgentIsShownAnewAndARingIsNoTalk() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        server.cardsComeFrom((_, id, contact) ->
                server.agents().howVerified(id) == null
                        ? SampleCards.claimed(id, contact, server.now())
                        : SampleCards.aigerim(id, contact, server.now()));
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
}
