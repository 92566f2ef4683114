package io.recaller.e2e;

import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Melody;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Phone;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What callers hear of their queue, and where they go when it lets go of them: recorded by the
 * callers' own Asterisk. The queue that closes does so while the other tests run.
 */
@Tag("beside")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class QueuesIT {
    private static final String NUMBER = "8300";
    private static final Duration SOON = Duration.ofSeconds(12);
    private static final Duration RING_FOR = Duration.ofSeconds(6);
    private static final Duration OPEN_FOR = Duration.ofSeconds(50);

    private static final String SALES = "Welcome to sales, where somebody is glad to help you.";
    private static final String SUPPORT = "This is the support line of our shop.";
    private static final String CLOSED = "We are closed now. Good night.";
    private static final String SPEAK = "Please say what it is about.";
    private static final String KEPT =
            "Thank you. Your message is kept, and an agent will listen to it. Goodbye.";
    private static final String MORNING = "+77060000061";
    private static final String GIVEN_ON = "Somebody else will help you.";
    private static final String WRITTEN = "We have written it down. Goodbye.";
    private static final String NEXT = "You are next. Please stay on the line.";

    private World world;
    private World.Server server;
    private Stores stores;
    private Rows rows;
    private Phone first;
    private Phone second;
    private Instant closes;
    private Call late;
    private Path jazz;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        try (var flow = World.class.getResourceAsStream("/e2e/queues.yaml")) {
            Files.copy(Objects.requireNonNull(flow), folder.resolve("flows/queues.yaml"));
        }
        closes = Instant.ofEpochSecond(Instant.now().getEpochSecond()).plus(OPEN_FOR);
        var settings =
                world.settings(
                        1,
                        "routing: {desk-lease: 60s}",
                        "hours: {day: "
                                + open("00:00-%s", closes)
                                + ", dawn: "
                                + open("%s-24:00", closes)
                                + "}",
                        "queues:",
                        "  sales: {greeting: {en: '%s'}, announce-every: 2s, ring-for: %ss}"
                                .formatted(SALES, RING_FOR.toSeconds()),
                        "  support: {hours: day, greeting: {en: %s}, overflow: {closed: {message:"
                                        .formatted(SUPPORT)
                                + " {en: %s}, then: end}}}".formatted(CLOSED),
                        "  late: {longest-wait: 3s, overflow: {longest-wait: {message: {en: %s},"
                                        .formatted(GIVEN_ON)
                                + " queue: help}}}",
                        "  help: {steps: [{for: 1s}]}",
                        "  alone: {longest-wait: 3s, music: jazz}",
                        "  dawn: {hours: dawn, voicemail: {en: %s}, overflow: {closed: {message:"
                                        .formatted(SPEAK)
                                + " {en: %s}, then: voicemail}}}".formatted(CLOSED));
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replace("numbers:\n", "numbers:\n  " + NUMBER + ": queues\n"));
        server = world.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "language:en");
        rows.agent("oleg", "phone-2", "mornings");
        first = world.stage.phone("phone-1").neverAnswers();
        second = world.stage.phone("phone-2").neverAnswers();
        jazz = jazz(folder);
        late = asks("+77060000001", "2");
    }

    /** A class of music on hold besides the usual one. */
    private Path jazz(Path folder) throws Exception {
        var sounds = Files.createDirectories(folder.resolve("jazz"));
        var tune = new Melody(List.of(700, 900, 1100, 800, 1300, 600), Duration.ofMillis(300));
        var file = tune.write(sounds.resolve("tune.wav"));
        Files.writeString(
                folder.resolve("pbx/etc/musiconhold.conf"),
                "\n[jazz]\nmode = files\ndirectory = " + sounds + "\n",
                StandardOpenOption.APPEND);
        world.cli().run("moh reload");
        return file;
    }

    /** Open until or from then, in a zone in which that is a whole minute about noon. */
    private static String open(String times, Instant closes) {
        var utc = closes.atOffset(ZoneOffset.UTC);
        var zone =
                ZoneOffset.ofTotalSeconds(
                        (12 - utc.getHour()) * 3600 + (60 - utc.getSecond()) % 60);
        var end = DateTimeFormatter.ofPattern("HH:mm").format(closes.atOffset(zone));
        return "{daily: '%s', zone: '%s'}".formatted(times.formatted(end), zone.getId());
    }

    @AfterAll
    void end() {
        world.close();
    }

    /** It waits until its queue opens; the last test here has an agent hear it. */
    @Test
    @Order(0)
    void whoComesWhileTheQueueIsClosedLeavesAMessage() {
        var call = asks(MORNING, "5");
        Ear.listenTo(CLOSED, SPEAK);
        Ear.listen(Duration.ofSeconds(1));
        call.says(world.stage.voiceOf("phone-1"));
        Ear.listen(Duration.ofSeconds(4));
        call.press("#");
        call.awaitEnd(SOON);

        assertThat(Ear.words(call.heard(), CLOSED, SPEAK, KEPT))
                .containsExactly(CLOSED, SPEAK, KEPT);
        assertThat(waits(MORNING)).containsExactly("dawn null");
        assertThat(rows.contact(MORNING).end()).isEmpty();
    }

    @Test
    @Order(1)
    void keysAreHeardInTheMiddleOfTheGreetingAndOfAnAnnouncement() {
        var caller = "+77060000011";
        var call = asks(caller, "1");
        Ear.listen(Duration.ofSeconds(1));
        call.press("5");
        Ear.listen(Duration.ofMillis(1300));

        call.press("2");
        call.awaitEnd(SOON);

        var heard = Ear.heard(call.heard(), SALES, NEXT, WRITTEN);
        assertThat(heard).extracting(HeardPrompt::prompt).containsExactly(SALES, NEXT, WRITTEN);
        assertThat(heard.subList(0, 2))
                .allSatisfy(cut -> assertThat(cut.heardFor()).isLessThan(Duration.ofSeconds(2)));
        assertThat(rows.ended(caller).end()).isEqualTo("self-served");
        assertThat(waits(caller)).containsExactly("sales exited");
    }

    @Test
    @Order(2)
    void thePlaceIsToldOnceAndNotWhileAPhoneRings() throws Exception {
        var caller = "+77060000021";
        try (var desk = server.desk()) {
            ready(desk);
            first.neverAnswers();
            var call = asks(caller, "1");
            first.awaitRinging(SOON);
            var rang = Instant.now();
            first.awaitIdle(SOON);
            var idle = Duration.between(rang, Instant.now());

            // With nobody there no wait is told, which might change.
            desk.signOut();
            Ear.listen(Duration.ofSeconds(10));
            call.hangUp();
            call.awaitEnd(SOON);

            var told = Ear.heard(call.heard(), NEXT);
            assertThat(told).as("it did not change").hasSize(1);
            assertThat(told.getFirst().at()).isGreaterThan(idle);
            assertThat(rows.ended(caller).reason()).isEqualTo("customer queue hung-up");
        }
    }

    @Test
    @Order(3)
    void whoHasWaitedLongIsServedByAnotherQueue() throws Exception {
        var caller = "+77060000031";
        try (var desk = server.desk()) {
            var maria = ready(desk);
            first.answersAfter(Duration.ofMillis(500));
            var call = asks(caller, "3");

            maria.state("talking");
            Ear.listen(Duration.ofSeconds(1));
            call.hangUp();
            call.awaitEnd(SOON);
            first.awaitIdle(SOON);
            desk.signOut();

            assertThat(Ear.words(call.heard(), GIVEN_ON)).containsExactly(GIVEN_ON);
            assertThat(waits(caller)).containsExactly("late overflowed", "help answered");
            assertThat(rows.ended(caller).end()).isEqualTo("served");
            assertThat(rows.offered(rows.contact(caller)).after())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    @Order(4)
    void whoHasWaitedTooLongReachesTheRingGroup() {
        var caller = "+77060000041";
        first.neverAnswers();
        second.answersAfter(Duration.ofMillis(500));
        var call = asks(caller, "4");

        second.awaitTalking(SOON);
        call.hangUp();
        call.awaitEnd(SOON);

        assertThat(rows.ended(caller).reason()).isEqualTo("recaller queue longest-wait");
        assertThat(waits(caller)).containsExactly("alone ring-group");
        assertThat(Recording.read(call.heard()).find(Map.of("jazz", jazz))).isNotEmpty();
    }

    @Test
    @Order(5)
    void atClosingTimeWhoWaitsIsToldAndLetGoAndSoIsWhoComesAfter() {
        Awaitility.await().atMost(OPEN_FOR).until(() -> !Instant.now().isBefore(closes));
        late.awaitEnd(SOON);
        var after = asks("+77060000052", "2");
        after.awaitEnd(SOON);

        assertThat(Ear.words(late.heard(), SUPPORT, CLOSED)).containsExactly(SUPPORT, CLOSED);
        assertThat(Ear.words(after.heard(), SUPPORT, CLOSED)).containsExactly(CLOSED);
        for (var caller : List.of("+77060000001", "+77060000052")) {
            assertThat(rows.ended(caller).end()).isEqualTo("turned-away");
            assertThat(rows.ended(caller).reason()).isEqualTo("recaller queue closed");
            assertThat(waits(caller)).containsExactly("support closed");
        }
        var closed = rows.endedAt(rows.ended("+77060000001"));
        assertThat(Duration.between(closes, closed))
                .isBetween(Duration.ZERO, Duration.ofSeconds(3));
    }

    @Test
    @Order(6)
    void onceTheQueueIsOpenAnAgentHearsTheMessageOnThePhoneAndOnTheDesk() throws Exception {
        try (var desk = server.desk()) {
            second.answersAfter(Duration.ofMillis(500));
            var oleg = comes(desk, "oleg");
            var card = oleg.next("card");
            oleg.state("talking");
            var there = "/desk/voicemail/" + card.getString("assignment");
            var played = desk.get(there);
            Ear.listen(lengthOf(card).plusSeconds(2));
            second.hangUp();
            oleg.state("wrap-up");
            desk.signOut();

            assertThat(lengthOf(card)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
            assertThat(played.statusCode()).isEqualTo(200);
            assertThat(played.headers().firstValue("content-type")).hasValue("audio/wav");
            assertThat(played.headers().firstValue("cache-control")).hasValue("no-store");
            assertThat(played.body()).startsWith("RIFF");
            assertThat(desk.get(there).statusCode()).isEqualTo(401);
        }
        var voice = Map.of("voice", world.stage.voiceOf("phone-1"));
        assertThat(Recording.read(second.heard()).find(voice)).isNotEmpty();
        assertThat(waits(MORNING)).containsExactly("dawn answered");
        assertThat(rows.ended(MORNING).reason()).isEqualTo("agent talk hung-up");
    }

    /** Of the message on the card: who hangs up sooner has not heard it. */
    private static Duration lengthOf(JsonObject card) {
        var message = card.getJsonObject("card").getJsonObject("voicemail");
        return Duration.ofSeconds(message.getInteger("seconds"));
    }

    private static DeskClient.Wire ready(DeskClient desk) throws InterruptedException {
        return ready(desk, "maria");
    }

    private static DeskClient.Wire ready(DeskClient desk, String login)
            throws InterruptedException {
        var wire = comes(desk, login);
        wire.state("ready");
        return wire;
    }

    /** For whom somebody waits already: may be asked before the page is told of "ready". */
    private static DeskClient.Wire comes(DeskClient desk, String login)
            throws InterruptedException {
        desk.signIn(login, Rows.PASSWORD);
        var wire = desk.connect();
        wire.next("state");
        wire.send("ready");
        return wire;
    }

    private Call asks(String caller, String key) {
        var call = world.stage.call(caller, NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        call.press(key);
        Awaitility.await().atMost(SOON).until(() -> rows.isHandedOff(rows.contact(caller)));
        return call;
    }

    /** Queue and outcome of each time, in turn. */
    private List<String> waits(String caller) {
        var contact = rows.contact(caller).id();
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(WAITING_CONTACT.QUEUE, WAITING_CONTACT.OUTCOME)
                                .from(WAITING_CONTACT)
                                .where(WAITING_CONTACT.CONTACT_ID.eq(contact))
                                .orderBy(WAITING_CONTACT.LEFT_AT.asc().nullsLast())
                                .fetch(row -> row.value1() + " " + row.value2()));
    }
}
