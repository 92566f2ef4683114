package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.agent.Forewarning;
import io.recaller.contact.Channel;
import io.recaller.message.MessageState;
import io.recaller.routing.assignment.AssignmentId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts in writing over the desk's socket. */
@Timeout(30)
class DeskWritingTest {
    private final InstantSource clock = () -> Instant.parse("2026-11-26T12:00:00Z");
    @AutoClose private final DeskServer server = new DeskServer(clock);
    private final DeskClient page = server.page();

    @BeforeEach
    void signIn() {
        page.signIn("dana", MemoryAgents.PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAT", "SMS", "EMAIL", "MESSENGER"})
    void aContactInWritingIsTakenWithAMessageAndReadFromThenOn(Channel channel)
            throws InterruptedException {
        var wire = page.connect();
        wire.next("state");
        var serving = server.offer(channel);
        server.write(serving, "Сәлем! Is anybody there? 😀");
        assertThat(wire.state("ringing").getString("channel")).isEqualTo(channel.slug());
        assertThat(wire.staysWithout("messages", Duration.ofMillis(300))).isTrue();

        send(wire, "accept", serving);

        wire.state("talking");
        var messages = wire.next("messages");
        assertThat(messages.getString("assignment")).isEqualTo(serving.assignment().toString());
        var first = messages.getJsonArray("messages").getJsonObject(0);
        assertThat(first.getString("text")).isEqualTo("Сәлем! Is anybody there? 😀");
        assertThat(first.getString("from")).isEqualTo("customer");
        assertThat(first.getString("state")).isEqualTo("received");
        assertThat(first.containsKey("client")).isFalse();
        assertThat(first.containsKey("reason")).isFalse();
    }

    @Test
    void whatIsDeclinedIsOutOfHandAndNothingOfItWasRead() throws InterruptedException {
        var wire = page.connect();
        wire.next("state");
        var serving = server.offer(Channel.CHAT);
        wire.next("card");

        send(wire, "decline", serving);

        assertThat(wire.next("card-gone").getString("assignment"))
                .isEqualTo(serving.assignment().toString());
        assertThat(server.messages().reads()).isZero();
    }

    @Test
    void anAnswerIsOnEveryPageOfTheAgentWithItsStatesAndWhyItFailed() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        var other = page.connect();
        wire.next("messages");
        other.next("messages");
        var client = UUID.randomUUID().toString();

        say(wire, serving, client, "  Добрый день!\nЧем помочь?\n");

        for (var each : List.of(wire, other)) {
            var told = news(each);
            assertThat(told.getString("text")).isEqualTo("Добрый день!\nЧем помочь?");
            assertThat(told.getString("client")).isEqualTo(client);
            assertThat(told.getString("name")).isEqualTo("Dana Seitkali");
            assertThat(told.getString("state")).isEqualTo("queued");
        }
        server.isNow(serving, MessageState.SENT, "");
        assertThat(news(wire).getString("state")).isEqualTo("sent");
        server.isNow(serving, MessageState.FAILED, "blocked");
        var failed = news(wire);
        assertThat(failed.getString("state")).isEqualTo("failed");
        assertThat(failed.getString("reason")).isEqualTo("blocked");
    }

    @Test
    void untilWhenTheyMayBeAnsweredIsToldFirstAndTheTemplateGoesByACommandOfItsOwn()
            throws InterruptedException {
        var until = clock.instant().plusSeconds(3600);
        server.messages().mayBeAnsweredUntil(until, "We can answer now.");
        var serving = server.connected(Channel.MESSENGER);
        var wire = page.connect();
        var told = wire.next("messages");
        var client = UUID.randomUUID().toString();

        wire.send("template", "assignment", serving.assignment().toString(), "client", client);

        assertThat(told.getString("windowUntil")).isEqualTo(until.toString());
        assertThat(told.getString("template")).isEqualTo("We can answer now.");
        assertThat(news(wire).getString("client")).isEqualTo(client);
        assertThat(server.messages().texts(serving.assignment()))
                .containsExactly("We can answer now.");
    }

    @Test
    void whoWantsNoMessagesIsToldWithoutAMessageAndUntilWhenAnAnswerIsFree()
            throws InterruptedException {
        var until = clock.instant().plusSeconds(3600);
        server.messages().isReached(new Forewarning(Optional.of(until), false));
        var serving = server.connected(Channel.MESSENGER);
        var wire = page.connect();
        var before = wire.next("messages");

        server.messages().isReached(new Forewarning(Optional.of(until), true));
        server.desk().lookAtMessages(Optional.empty());
        // What stands there already may be told once more before that.
        await().until(() -> wire.next("messages").getBoolean("stopped", false));
        server.write(serving, "I am back");
        server.messages().isReached(new Forewarning(Optional.of(until), false));
        server.desk().lookAtMessages(Optional.empty());

        assertThat(before.getString("freeUntil")).isEqualTo(until.toString());
        assertThat(before.containsKey("stopped")).isFalse();
        await().until(() -> !wire.next("messages").containsKey("stopped"));
    }

    @Test
    void aTemplateIsChosenAndFilledInOrNotSent() throws InterruptedException {
        server.messages().mayBeAnsweredUntil(clock.instant(), "We can answer now.");
        var serving = server.connected(Channel.MESSENGER);
        var wire = page.connect();
        var told = wire.next("messages").getJsonArray("templates").getJsonObject(1);
        var client = UUID.randomUUID().toString();
        var filled = new JsonObject().put("name", "Dana").put("request", "4711");

        template(wire, serving, client, filled.copy().put("name", "a\nb"));
        var refused = wire.next("error");
        template(wire, serving, client, filled);

        assertThat(told.getJsonArray("fields")).containsExactly("name", "request");
        assertThat(refused.getString("problem")).isEqualTo("template-unfit");
        assertThat(refused.getString("client")).isEqualTo(client);
        assertThat(news(wire).getString("text")).isEqualTo("Dana: 4711 is ready");
    }

    private static void template(
            DeskClient.Wire wire, Serving serving, String client, JsonObject values) {
        wire.send(
                "template",
                "assignment",
                serving.assignment().toString(),
                "client",
                client,
                "template",
                "order",
                "values",
                values);
    }

    @Test
    void whatIsSaidTwiceWithOneIdIsSaidOnce() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        var client = UUID.randomUUID().toString();

        say(wire, serving, client, "once");
        say(wire, serving, client, "once");
        say(wire, serving, UUID.randomUUID().toString(), "and then");

        assertThat(everything(wire, 2)).containsExactly("once", "and then");
        assertThat(server.messages().texts(serving.assignment()))
                .containsExactly("once", "and then");
    }

    @Test
    void aPageThatComesBackHasTheWholeConversationAndThenOnlyNews() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var texts = IntStream.range(0, 200).mapToObj(i -> "№ " + i + "x".repeat(i)).toList();
        texts.forEach(text -> server.write(serving, text));
        var wire = page.connect();
        assertThat(everything(wire, 200)).isEqualTo(texts);
        wire.abort();

        var back = page.connect();

        assertThat(everything(back, 200)).isEqualTo(texts);
        server.write(serving, "one more");
        assertThat(news(back).getString("text")).isEqualTo("one more");
    }

    @Test
    void severalConversationsAreToldApartAndACallHasNone() throws InterruptedException {
        var first = server.connected(Channel.CHAT);
        var second = server.connected(Channel.SMS);
        var call = server.connected(Channel.PHONE);
        var wire = page.connect();
        assertThat(
                        List.of(
                                wire.next("messages").getString("assignment"),
                                wire.next("messages").getString("assignment")))
                .containsExactlyInAnyOrder(
                        first.assignment().toString(), second.assignment().toString());

        server.write(second, "to the second");
        server.write(call, "nobody reads this");

        var told = wire.next("messages");
        while (!told.encode().contains("to the second")) {
            told = wire.next("messages");
        }
        assertThat(told.getString("assignment")).isEqualTo(second.assignment().toString());
        assertThat(
                        wire.staysWithout(
                                message -> message.encode().contains("nobody reads this"),
                                Duration.ofMillis(500)))
                .isTrue();
    }

    @Test
    void aConversationThatIsClosedIsWrappedUpAndNothingMoreIsSaidInIt()
            throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        var client = UUID.randomUUID().toString();

        send(wire, "close", serving);
        wire.state("wrap-up");
        send(wire, "close", serving);
        say(wire, serving, client, "one more thing");

        var error = wire.next("error");
        assertThat(error.getString("problem")).isEqualTo("not-now");
        assertThat(error.getString("client")).isEqualTo(client);
        assertThat(server.messages().texts(serving.assignment())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {4001, 4002, 25_025, 90_000})
    void whatIsTooLongIsSaidToBeAndNotCut(int characters) throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        var client = UUID.randomUUID().toString();

        say(wire, serving, client, "x".repeat(characters));

        var error = wire.next("error");
        assertThat(error.getString("problem")).isEqualTo("too-long");
        assertThat(error.getString("client")).isEqualTo(client);
        assertThat(server.messages().texts(serving.assignment())).isEmpty();
    }

    @Test
    void aTextAsLongAsItMayBeIsSaidWhateverItIsWrittenWith() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        for (var letter : List.of("x", "ұ", "\"", "\u0001", "😀", "客")) {
            var text = letter.repeat(4000 / letter.length());

            say(wire, serving, UUID.randomUUID().toString(), text);

            assertThat(everything(wire, 1)).containsExactly(text);
        }
    }

    @Test
    void whatNobodyCanSayIsNoCommand() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        for (var text : List.of("", "  \\n ", "nul\\u0000", "half \\ud83d")) {
            var client = UUID.randomUUID().toString();
            wire.sendText(
                    """
                    {"v": 2, "type": "say", "assignment": "%s", "client": "%s", "text": "%s"}
                    """
                            .formatted(serving.assignment(), client, text));
            var error = wire.next("error");
            assertThat(error.getString("problem")).as(text).isEqualTo("bad-message");
            assertThat(error.getString("client")).as(text).isEqualTo(client);
        }
        for (var client : List.of("", "7", "a b", "x".repeat(300))) {
            say(wire, serving, client, "hello");
            assertThat(wire.next("error").getString("problem")).isEqualTo("bad-message");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "decline", "say", "note", "close"})
    void nothingIsDoneWithACallNorWithWhatAnotherHas(String type) throws InterruptedException {
        var call = server.connected(Channel.PHONE);
        var foreign = new Serving(new AssignmentId(UUID.randomUUID()), call.contact());
        var wire = page.connect();

        for (var serving : List.of(call, foreign)) {
            wire.send(
                    type,
                    "assignment",
                    serving.assignment().toString(),
                    "client",
                    UUID.randomUUID().toString(),
                    "text",
                    "hello");
            assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        }
        assertThat(server.messages().sayings()).isZero();
        assertThat(server.messages().reads()).isZero();
    }

    @Test
    void whatIsNotTakenYetIsNeitherAnsweredNorClosedAndWhatIsTakenNotDeclined()
            throws InterruptedException {
        var wire = page.connect();
        wire.next("state");
        var offered = server.offer(Channel.CHAT);
        say(wire, offered, UUID.randomUUID().toString(), "too soon");
        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        send(wire, "close", offered);
        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");

        send(wire, "accept", offered);
        send(wire, "accept", offered);
        send(wire, "decline", offered);

        assertThat(wire.next("error").getString("problem")).isEqualTo("not-now");
        wire.state("talking");
    }

    @Test
    void aDatabaseThatIsAwayLosesNothing() throws InterruptedException {
        var away = new AtomicBoolean(true);
        server.messages()
                .before(() -> {
                    if (away.get()) {
                        throw new IllegalStateException("the database is away");
                    }
                });
        var serving = server.connected(Channel.CHAT);
        server.write(serving, "are you there?");
        var wire = page.connect();
        var client = UUID.randomUUID().toString();
        say(wire, serving, client, "yes");
        var error = wire.next("error");
        assertThat(error.getString("problem")).isEqualTo("unavailable");
        assertThat(error.getString("client")).isEqualTo(client);

        away.set(false);
        assertThat(everything(wire, 1)).containsExactly("are you there?");
        say(wire, serving, client, "yes");
        assertThat(everything(wire, 1)).containsExactly("yes");
    }

    @Test
    void nobodyReadsMessagesForAgentsWhoHaveNoPageOpen() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        wire.next("messages");
        var other = new Serving(serving.assignment(), serving.contact());
        server.desk().lookAtMessages(Optional.of(UUID.randomUUID()));
        server.write(other, "read once");
        assertThat(news(wire).getString("text")).isEqualTo("read once");
        var reads = server.messages().reads();

        for (var i = 0; i < 50; i++) {
            server.desk().lookAtMessages(Optional.of(UUID.randomUUID()));
        }
        wire.send("ping");
        wire.next("state");

        assertThat(server.messages().reads()).as("of other threads nothing").isEqualTo(reads);
    }

    @Test
    void aNoteIsOnEveryPageOfTheAgentBesideWhatWasWrittenAndIsNoMessage()
            throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        server.write(serving, "nobody helps me");
        var wire = page.connect();
        assertThat(everything(wire, 1)).containsExactly("nobody helps me");
        var client = UUID.randomUUID().toString();

        note(wire, serving, client, "  was rude  ");

        var told = wire.next("messages");
        while (told.getJsonArray("notes").isEmpty()) {
            told = wire.next("messages");
        }
        assertThat(told.getJsonArray("messages")).isEmpty();
        var noted = told.getJsonArray("notes").getJsonObject(0);
        assertThat(noted.getString("text")).isEqualTo("was rude");
        assertThat(noted.getString("id")).isEqualTo(client);
        assertThat(noted.getString("name")).isEqualTo("Dana Seitkali");
        assertThat(server.messages().texts(serving.assignment())).hasSize(1);
        assertThat(page.connect().next("messages").getJsonArray("notes")).hasSize(1);
    }

    @Test
    void aNoteThatIsTooLongIsSaidToBe() throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        var client = UUID.randomUUID().toString();

        note(wire, serving, client, "x".repeat(2001));

        var error = wire.next("error");
        assertThat(error.getString("problem")).isEqualTo("too-long");
        assertThat(error.getString("client")).isEqualTo(client);
        assertThat(server.messages().noted(serving.assignment())).isEmpty();
    }

    @Test
    void whatIsLookedForComesWithItsPlaceAndEverybodysOnlyWhereItIsAllowed()
            throws InterruptedException {
        var serving = server.connected(Channel.CHAT);
        server.write(serving, "the router is red");
        server.write(serving, "hello?");
        var wire = page.connect();
        wire.next("messages");

        search(wire, serving, "router", false);
        var found = wire.next("found");
        search(wire, serving, "router", true);
        var refused = wire.next("error");
        search(wire, serving, "x".repeat(201), false);
        var tooLong = wire.next("error");

        assertThat(found.getString("text")).isEqualTo("router");
        assertThat(found.getBoolean("everywhere")).isFalse();
        assertThat(found.getString("scope")).isEqualTo("thread");
        var hit = found.getJsonArray("hits").getJsonObject(0);
        assertThat(hit.getString("text")).isEqualTo("the router is red");
        assertThat(hit.getBoolean("here")).isTrue();
        assertThat(hit.getJsonArray("around")).hasSize(2);
        assertThat(refused.getString("problem")).isEqualTo("not-allowed");
        assertThat(refused.getString("assignment")).isEqualTo(serving.assignment().toString());
        assertThat(refused.getString("text")).isEqualTo("router");
        assertThat(refused.getBoolean("everywhere")).isTrue();
        assertThat(tooLong.getString("problem")).isEqualTo("bad-message");
    }

    private static void search(
            DeskClient.Wire wire, Serving serving, String text, boolean isEverywhere) {
        wire.sendText(
                """
                {"v": 2, "type": "search", "assignment": "%s", "text": "%s", "everywhere": %s}
                """
                        .formatted(serving.assignment(), text, isEverywhere));
    }

    private static void note(DeskClient.Wire wire, Serving serving, String client, String text) {
        wire.send(
                "note",
                "assignment",
                serving.assignment().toString(),
                "client",
                client,
                "text",
                text);
    }

    private static void send(DeskClient.Wire wire, String type, Serving serving) {
        wire.send(type, "assignment", serving.assignment().toString());
    }

    private static void say(DeskClient.Wire wire, Serving serving, String client, String text) {
        wire.send(
                "say",
                "assignment",
                serving.assignment().toString(),
                "client",
                client,
                "text",
                text);
    }

    /** The one message that is told next; that there is none yet is passed over. */
    private static JsonObject news(DeskClient.Wire wire) throws InterruptedException {
        var messages = new JsonArray();
        while (messages.isEmpty()) {
            messages = wire.next("messages").getJsonArray("messages");
        }
        assertThat(messages).hasSize(1);
        return messages.getJsonObject(0);
    }

    /** The texts of the next {@code messages} messages; one whose state changes is told again. */
    private static List<String> everything(DeskClient.Wire wire, int messages)
            throws InterruptedException {
        var texts = new LinkedHashMap<Long, String>();
        while (texts.size() < messages) {
            wire.next("messages").getJsonArray("messages").stream()
                    .map(JsonObject.class::cast)
                    .forEach(message ->
                            texts.put(message.getLong("seq"), message.getString("text")));
        }
        return List.copyOf(texts.values());
    }
}
