package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Melody;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One ring to screen-pop and on to the next ring, everything up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FirstCallIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INTRO = "Good day, this is the short line.";
    private static final String BILL = "For your monthly bill, press one.";
    private static final String FAULT = "For a broken connection, press two.";

    private static final String REMINDED = "Shall we remind you of your meter each month?";

    private static final String KEY = "first-call-key";
    private static final String KEY_HASH =
            "92faabb0ab5ba6103551ff53d7b05105" + "9f354a15f203f328358294fca73cd66a";

    private World world;
    private World.Server server;
    private Stores stores;
    private Rows rows;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        var database = World.Database.of(TestDatabase.freshSettings());
        world = new World(temporary, database, 1, 3);
        var settings =
                world.settings(
                        1,
                        "routing: {ring-for: 15s, announce-every: 10s}",
                        "api: {keys: {crm: " + KEY_HASH + "}}",
                        "recommendations: {in-flows: true, control-share: 0}",
                        "channels: {site: {kind: web, flow: doors, language: en}}",
                        "going-on: {offered-for: 30m, call: '8400', dialled: '8400'}");
        server = world.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void aCallerChoosesRussianWaitsWithMusicAndWordsAndIsGreetedInRussianNextTime() {
        var caller = "+77010000071";
        var greeted =
                List.of("Добро пожаловать в нашу контору.", "Помощь специалиста — нажмите один.");
        var connected = "Соединяю вас с человеком.";
        var next = "Вы следующий. Оставайтесь на линии.";
        var call = world.stage.call(caller, World.LANGUAGES);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");

        call.press("8");
        Ear.listenIn("ru", greeted);
        call.press("1");
        rows.awaitPlace(caller, "person", "");
        Ear.listenIn("ru", List.of(connected));
        Ear.listen(Duration.ofSeconds(15));
        Ear.listenIn("ru", List.of(next));
        call.hangUp();
        call.awaitEnd(SOON);

        var all = Stream.concat(greeted.stream(), Stream.of(connected, next)).toList();
        var heard = Ear.heardIn("ru", call.heard(), all);
        assertThat(heard).extracting(HeardPrompt::prompt).containsExactlyElementsOf(all);
        var waiting = heard.get(2).at().plus(heard.get(2).heardFor());
        var end = Recording.read(call.heard()).length().minusMillis(500);
        assertThat(Ear.longestSilence(call.heard(), waiting, end))
                .as("music, though no key was pressed")
                .isLessThan(Duration.ofSeconds(1));
        assertThat(rows.ended(caller).end()).isEqualTo("abandoned");

        var again = world.stage.call(caller, World.LANGUAGES);
        again.awaitAnswered(SOON);
        Ear.listenIn("ru", greeted);
        again.hangUp();
        again.awaitEnd(SOON);
        assertThat(Ear.heardIn("ru", again.heard(), greeted).getFirst().prompt())
                .isEqualTo(greeted.getFirst());
    }

    @Test
    void whoWritesGoesOnByACallWithACodeAndIsAskedWhatIsRecommended() throws Exception {
        var code = "Please key the six digits of your code. Without a code press zero.";
        var question = "What does the meter show?";
        var caller = "+77010000081";
        tell(caller, "reads", "claimed");
        send("PUT", "recommendations/reminder", recommendation(caller));
        var peer = new SitePeer(stores, "writer-81");
        peer.write("hello", answer -> answer.buttons().size() == 2);
        peer.write("1", answer -> answer.text().contains("Which meter"));
        peer.write("1234", answer -> answer.buttons().size() == 5);

        var told = peer.write("2", answer -> answer.text().contains(question)).text();
        var digits = Pattern.compile("(\\d{3}) (\\d{3})").matcher(told);
        assertThat(digits.find()).isTrue();
        var call = world.stage.call(caller, World.CODES);
        call.awaitAnswered(SOON);
        Ear.listenTo(code);
        call.press(digits.group(1) + digits.group(2));
        rows.awaitPlace(caller, "value", "");
        Ear.listenTo(question);
        await().ignoreExceptions().until(() -> !World.prompt(REMINDED).toString().isEmpty());
        call.press("123");
        rows.awaitPlace(caller, "more", "");
        Ear.listenTo(REMINDED);
        call.press("*");
        call.awaitEnd(Duration.ofSeconds(20));

        var last = List.of("It is noted down.", "Thank you for the reading.");
        assertThat(Ear.words(call.heard(), code, question, REMINDED, last.get(0), last.get(1)))
                .containsExactly(code, question, REMINDED, last.get(0), last.get(1));
        assertThat(get("customers/" + customer(caller) + "/timeline"))
                .contains("\"id\":\"reminder\",\"product\":\"reminder\",\"state\":\"accepted\"")
                .contains("\"answeredBy\":\"customer\"");
        assertThat(rows.ended("writer-81").end()).isEqualTo("switched");
        assertThat(rows.ended(caller).end()).isEqualTo("self-served");
    }

    private JsonObject recommendation(String caller) throws Exception {
        return new JsonObject()
                .put("product", "reminder")
                .put("topic", "meter")
                .put("tier", "claimed")
                .put("texts", new JsonObject().put("en", "Reminders by text message"))
                .put("said", new JsonObject().put("en", REMINDED))
                .put("customers", JsonArray.of(customer(caller)))
                .put("until", Instant.now().plus(Duration.ofHours(1)).toString());
    }

    @Test
    void whoHangsUpGoesOnInWritingAtTheSameQuestion() {
        var caller = "+77010000082";
        var peer = new SitePeer(stores, "writer-82");
        peer.alsoCallsFrom(caller);
        var call = world.stage.call(caller, World.DOORS);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        call.press("1");
        rows.awaitPlace(caller, "meter", "");
        call.press("1234");
        rows.awaitPlace(caller, "how", "");
        call.hangUp();
        call.awaitEnd(SOON);
        assertThat(rows.ended(caller).end()).isEqualTo("caller-hung-up");

        var greeted = peer.write("hello", answer -> answer.buttons().size() == 3);
        assertThat(greeted.buttons().getLast().label()).isEqualTo("* · go on where I stopped");
        peer.write("*", answer -> answer.buttons().getFirst().label().contains("going on here"));
        peer.write("1", answer -> answer.text().contains("What does the meter show?"));
        peer.write("123", answer -> answer.text().contains("Thank you for the reading."));

        assertThat(rows.ended("writer-82").end()).isEqualTo("self-served");
    }

    @Test
    void aNumberIsAnsweredInItsLanguage() {
        var caller = "+77010000072";
        var words =
                List.of("Кеңсемізге қош келдіңіз.", "Маманның көмегі — бір батырмасын басыңыз.");

        var call = world.stage.call(caller, World.KAZAKH);
        call.awaitAnswered(SOON);
        Ear.listenIn("kk", words);
        call.hangUp();
        call.awaitEnd(SOON);

        assertThat(Ear.heardIn("kk", call.heard(), words))
                .extracting(HeardPrompt::prompt)
                .containsExactlyElementsOf(words);
    }

    @Test
    void aNoticeIsSaidBeforeTheMenuOnce() throws Exception {
        var caller = "+77010000073";
        var notice = "Your street is dug up until noon.";
        tell(caller, "noticed", "claimed");
        send(
                "POST",
                "notices",
                new JsonObject()
                        .put("key", "street")
                        .put("topic", "street")
                        .put("tier", "claimed")
                        .put("texts", new JsonObject().put("en", notice))
                        .put(
                                "to",
                                new JsonObject().put("customers", JsonArray.of(customer(caller))))
                        .put("until", Instant.now().plus(Duration.ofHours(1)).toString()));
        await().until(() -> get("notices").contains("no-consent"));

        // Nobody waits for words that are not made yet: they are made now and said the next time.
        var early = world.stage.call(caller, World.NUMBER);
        early.awaitAnswered(SOON);
        Ear.listen(Duration.ofSeconds(8));
        early.hangUp();
        early.awaitEnd(SOON);
        var first = world.stage.call(caller, World.NUMBER);
        first.awaitAnswered(SOON);
        Ear.listen(Duration.ofSeconds(12));
        first.hangUp();
        first.awaitEnd(SOON);
        var second = world.stage.call(caller, World.NUMBER);
        second.awaitAnswered(SOON);
        Ear.listenTo(INTRO, BILL);
        Ear.listen(Duration.ofSeconds(2));
        second.hangUp();
        second.awaitEnd(SOON);

        assertThat(Ear.words(first.heard(), notice, INTRO, BILL)).startsWith(notice, INTRO, BILL);
        assertThat(Ear.words(second.heard(), notice, INTRO, BILL)).startsWith(INTRO, BILL);
        assertThat(get("notices")).contains("\"heard\":1");
    }

    @Test
    void aCallIsAnsweredReachesARingingPhoneByAKeyAndIsARowInTheEnd() throws Exception {
        var caller = "+77010000001";
        var phone = world.stage.phone("phone-1").neverAnswers();
        tell(caller, "delivery", "claimed");
        tell(caller, "debt", "verified");
        try (var desk = server.desk()) {
            desk.signIn("maria", Rows.PASSWORD);
            var wire = desk.connect();
            wire.state("not-ready");
            wire.send("ready");
            wire.state("ready");

            var call = world.stage.call(caller, World.NUMBER);
            call.awaitAnswered(SOON);
            rows.awaitPlace(caller, "main", "");
            Ear.listenTo(INTRO, BILL, FAULT);
            call.press("1");
            phone.awaitRinging(SOON);
            var card = wire.next("card");
            var voice = talk(call);
            phone.answer();
            phone.awaitTalking(SOON);
            Ear.listen(Duration.ofSeconds(4));
            phone.hangUp();
            call.awaitEnd(SOON);

            var contact = rows.ended(caller);
            assertThat(contact.end()).isEqualTo("served");
            assertThat(contact.reason()).isEqualTo("agent talk hung-up");
            assertThat(contact.servedBy()).isEqualTo("maria");
            assertThat(contact.topic()).isEqualTo("billing");
            assertThat(card.getString("contact")).isEqualTo(contact.id().toString());
            assertThat(card.getJsonObject("card").getJsonArray("facts"))
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.toString()).contains("delivery"));
            assertThat(rows.impressions(contact))
                    .containsExactly(
                            new Rows.Impression(
                                    "main",
                                    List.of("bill", "fault", "account", "anything"),
                                    "1",
                                    "chosen"));
            assertThat(rows.offers(contact)).containsExactly("maria answered");
            assertThat(world.asterisk.bridgeResults(contact.id().toString()))
                    .containsExactly("answered", "talked");
            assertThat(Ear.words(call.heard(), INTRO, BILL, FAULT))
                    .containsSubsequence(INTRO, BILL);
            assertThat(found(call.heard(), world.stage.voiceOf("phone-1"))).isTrue();
            assertThat(found(phone.heard(), voice)).isTrue();
            dispose(wire, wire.state("wrap-up").getString("id"), "outage");
        }

        assertThat(rows.contact(caller).topic()).isEqualTo("outage");
        assertThat(rows.contact(caller).disposition()).isEqualTo("resolved");
        var again = world.stage.call(caller, World.NUMBER);
        again.awaitAnswered(SOON);
        Ear.listenTo(INTRO, FAULT, BILL);
        again.hangUp();
        again.awaitEnd(SOON);
        assertThat(Ear.words(again.heard(), FAULT, BILL)).containsExactly(FAULT, BILL);
        var second = rows.ended(caller);
        assertThat(second.end()).isEqualTo("caller-hung-up");
        assertThat(rows.impressions(second))
                .singleElement()
                .satisfies(heard -> {
                    assertThat(heard.order()).startsWith("fault", "bill");
                    assertThat(heard.outcome()).isEqualTo("hung_up");
                });
    }

    /** A fact about who has this number, as another system tells it. */
    private void tell(String number, String kind, String tier) throws Exception {
        send(
                "PUT",
                "facts/crm/" + kind,
                new JsonObject()
                        .put("handle", "tel:" + number)
                        .put("kind", kind)
                        .put("topic", kind)
                        .put("from", "2026-01-01T00:00:00Z")
                        .put("tier", tier));
    }

    private String customer(String number) throws Exception {
        return new JsonObject(get("customers?handle=tel:" + number.replace("+", "%2B")))
                .getJsonArray("customers")
                .getJsonObject(0)
                .getString("customerId");
    }

    private String get(String path) throws Exception {
        var answer = answer(request(path).GET());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void send(String method, String path, JsonObject body) throws Exception {
        var answer =
                answer(
                        request(path)
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        HttpRequest.BodyPublishers.ofString(body.encode())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private HttpRequest.Builder request(String path) {
        var port = server.settings().web().port();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + path))
                .header("Authorization", "Bearer " + KEY);
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void dispose(DeskClient.Wire wire, String assignment, String topic)
            throws InterruptedException {
        wire.send(
                "disposition",
                "assignment",
                assignment,
                "topic",
                topic,
                "disposition",
                "resolved",
                "ready",
                true);
        wire.state("ready");
    }

    @Test
    void aNumberNoFlowAnswersRingsTheRingGroup() {
        var phone = world.stage.phone("phone-2").neverAnswers();

        var call = world.stage.call("+77010000002", "8999");
        phone.awaitRinging(SOON);
        call.hangUp();

        phone.awaitIdle(SOON);
        call.awaitEnd(SOON);
        var contact = rows.ended("+77010000002");
        assertThat(contact.end()).isEqualTo("ring-group");
        assertThat(contact.reason()).isEqualTo("recaller arrival no-flow");
        assertThat(world.asterisk.userEvents("RecallerRingGroup", contact.id().toString()))
                .hasSize(1);
    }

    @Test
    void callsComeInOnTheLoopbackAddressOnly() throws IOException {
        var port = world.agiPorts.getFirst();
        var elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});

        new Socket(InetAddress.getLoopbackAddress(), port).close();

        assertThatThrownBy(() -> new Socket(elsewhere, port).close())
                .isInstanceOf(ConnectException.class);
    }

    private Path talk(Call call) throws IOException {
        var voice =
                new Melody(List.of(1500, 450, 1250, 550, 1750, 350), Duration.ofMillis(300))
                        .write(folder.resolve("caller.wav"));
        call.says(voice);
        return voice;
    }

    private static boolean found(Path recording, Path voice) {
        return !Recording.read(recording).find(Map.of("voice", voice)).isEmpty();
    }
}
