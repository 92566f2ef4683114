package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.desk.DeskClient.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page beside a call, as the agent's desk has it. */
final class DeskPagesTest {
    @AutoClose
    private final DeskServer server = new DeskServer(() -> Instant.parse("2026-11-26T12:00:00Z"));

    private final DeskClient page = server.page();

    @BeforeEach
    void signIn() {
        page.signIn("dana", MemoryAgents.PASSWORD);
    }

    @Test
    void whatACallerGivesOnThePageIsOnTheDeskAsItComes() throws InterruptedException {
        var wire = page.connect();
        wire.next("state");
        var call = server.ring();
        wire.next("card");
        assertThat(server.pages().reads()).isZero();

        server.answer(call);

        var before = wire.next("page");
        assertThat(before.getString("link")).isEqualTo("none");
        assertThat(before.getBoolean("mayShow")).isTrue();
        assertThat(before.containsKey("shown")).isFalse();
        wire.send("show-page", "assignment", call.assignment().toString(), "form", "contract");
        assertThat(shown(page(wire, DeskPagesTest::isShown)).getString("state")).isEqualTo("open");

        server.pages().gives(call.contact(), "1990-11-21");
        server.desk().lookAtPages(Optional.of(call.contact().value()));

        var given = page(wire, each -> isShown(each) && !fields(each).isEmpty());
        var born = fields(given).getJsonObject(0);
        assertThat(born).isEqualTo(new JsonObject().put("name", "born").put("value", "1990-11-21"));
        wire.send("end-page", "assignment", call.assignment().toString());
        page(wire, each -> !isShown(each));
    }

    @Test
    void aCallerIsSentALinkToAMessenger() throws InterruptedException {
        var call = server.connected(Channel.PHONE);
        var wire = page.connect();
        var before = wire.next("page").getJsonArray("messengers").getJsonObject(0);
        assertThat(before)
                .isEqualTo(
                        new JsonObject()
                                .put("to", "bot")
                                .put("title", "Telegram")
                                .put("link", "none")
                                .put("maySend", true));

        wire.send("send-link", "assignment", call.assignment().toString(), "to", "bot");

        var after = messenger(page(wire, each -> messenger(each).getString("link").equals("sent")));
        assertThat(after.getBoolean("maySend")).isFalse();
        wire.send("send-link", "assignment", call.assignment().toString(), "to", "nowhere");
        assertThat(wire.next("error").getString("problem")).isEqualTo("no-such-target");
    }

    @ParameterizedTest
    @CsvSource({
        "form, prices, no-such-target",
        "document, tariffs, no-link",
        "form, , bad-message",
        "url, https://evil.example, bad-message",
    })
    void whatCannotBeShownIsSaid(String what, String name, String problem)
            throws InterruptedException {
        var call = server.connected(Channel.PHONE);
        var wire = page.connect();
        wire.next("page");

        wire.send("show-page", "assignment", call.assignment().toString(), what, name);

        assertThat(wire.next("error").getString("problem")).isEqualTo(problem);
    }

    @Test
    void afterTheTalkAndWithoutOneNothingIsShown() throws InterruptedException {
        var call = server.connected(Channel.PHONE);
        var chat = server.connected(Channel.CHAT);
        var wire = page.connect();
        wire.next("page");
        server.hangUp(call);
        page(wire, each -> !each.getBoolean("mayShow"));

        for (var each : new Serving[] {call, chat}) {
            wire.send("show-page", "assignment", each.assignment().toString(), "form", "contract");
            assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
            wire.send("send-link", "assignment", each.assignment().toString(), "to", "bot");
            assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        }
        assertThat(wire.staysWithout("page", Duration.ofMillis(200))).isTrue();
    }

    @Test
    void everyDeskOfTheAgentIsToldAndANewOneAllOfIt() throws InterruptedException {
        var call = server.connected(Channel.PHONE);
        Wire first = page.connect();
        first.next("page");
        server.pages().gives(call.contact(), "1990-11-21");
        server.desk().lookAtPages(Optional.empty());
        page(first, DeskPagesTest::isShown);

        var second = page.connect();

        assertThat(shown(second.next("page")).getString("form")).isEqualTo("contract");
    }

    /** The next that is so: one that was on its way may come before. */
    private static JsonObject page(Wire wire, Predicate<JsonObject> wanted)
            throws InterruptedException {
        var page = wire.next("page");
        while (!wanted.test(page)) {
            page = wire.next("page");
        }
        return page;
    }

    private static boolean isShown(JsonObject message) {
        return message.containsKey("shown");
    }

    private static JsonArray fields(JsonObject message) {
        return shown(message).getJsonArray("fields", new JsonArray());
    }

    private static JsonObject messenger(JsonObject message) {
        return message.getJsonArray("messengers").getJsonObject(0);
    }

    private static JsonObject shown(JsonObject message) {
        return message.getJsonObject("shown");
    }
}
