package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an agent writes of a contact after it. */
class DeskDispositionsTest {
    @AutoClose private final DeskServer server = new DeskServer(DeskServer.NOON);
    private final DeskClient page = server.page();

    @Test
    void wrapUpIsProlongedUntilItMayNotLastLonger() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.connected(Channel.PHONE);
        server.hangUp(serving);
        var before = wire.state("wrap-up").getInstant("until");
        var id = serving.assignment().toString();

        wire.send("more-time", "assignment", id);
        wire.until(state -> end(state).equals(before.plusSeconds(60)));
        wire.send("more-time", "assignment", id);
        wire.until(state -> end(state).equals(before.plusSeconds(120)));
        wire.send("more-time", "assignment", id);

        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
    }

    private static Instant end(JsonObject state) {
        return state.getJsonArray("assignments").getJsonObject(0).getInstant("until");
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
    void aNoteAsLongAsItMayBeIsKeptWhateverItIsWrittenWith() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        for (var line : List.of("\"Қайта\n\tқоңырау\\ ", "\u0001\u0002x", "客户说😀“好”\n")) {
            var note = line.repeat(2000).substring(0, 1999) + ".";
            var serving = server.connected(Channel.PHONE);
            server.hangUp(serving);
            wire.until(state -> phaseOf(state, serving).equals("wrap-up"));

            wire.sendText(escaped(noted(serving, note)));

            wire.until(state -> phaseOf(state, serving).isEmpty());
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

    @Test
    void nobodyDisposesOfAContactThatIsStillTalking() throws InterruptedException {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();
        var serving = server.ring();
        server.answer(serving);
        wire.state("talking");

        wire.disposes(serving, "resolved");

        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        assertThat(server.disposed()).isEmpty();
    }
}
