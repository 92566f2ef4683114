package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.TestDatabase;
import io.recaller.lab.sound.Melody;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The server dies in the middle of calls; the callers do not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerKilledIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration GIVEN_UP = Duration.ofSeconds(45);
    private static final String INTRO = "Good day, this is the short line.";
    private static final String STREET = "Please key four digits of your street.";
    private static final String HOUSE = "And two digits of your house number.";

    private World world;
    private Path settings;
    private Rows rows;
    private KillableServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 20);
        settings = world.settings(1);
        rows = new Rows(world.keep(World.stores(settings)));
        server = KillableServer.start(settings);
    }

    /** The one before has left a server that serves, unless it failed. */
    @BeforeEach
    void serve() {
        if (server.isAlive()) {
            server.thaw();
        } else {
            server = KillableServer.start(settings);
        }
    }

    @AfterAll
    void end() {
        server.close();
        world.close();
    }

    @Test
    void aKeyPressedWhileTheServerIsDeadCountsAndNothingCollectedIsLost() {
        var caller = "+77020000001";
        var call = ring(caller);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);

        server.kill();
        call.press("2");
        server = KillableServer.start(settings);
        rows.awaitPlace(caller, "order", "street");
        Ear.listenTo(STREET);
        call.press("1234");
        rows.awaitPlace(caller, "order", "house");
        Ear.listenTo(HOUSE);
        server.kill();
        server = KillableServer.start(settings);
        awaitHeardAgain();
        call.press("56");
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        assertThat(contact.end()).isEqualTo("self-served");
        assertThat(contact.topic()).isEqualTo("outage");
        assertThat(rows.data(contact)).containsEntry("street", "1234").containsEntry("house", "56");
        assertThat(Ear.words(call.heard(), INTRO, STREET, HOUSE))
                .containsExactly(INTRO, STREET, HOUSE, HOUSE);
        assertThat(rows.impressions(contact))
                .singleElement()
                .satisfies(heard -> assertThat(heard.key()).isEqualTo("2"));
        assertThat(rows.contacts(caller)).isOne();
    }

    /** The first call of a server takes the longest to come to its first prompt. */
    @RepeatedTest(3)
    void aServerKilledInTheMomentItWritesTheContactDownLeavesTheCallThatOne(RepetitionInfo run) {
        server.close();
        server = KillableServer.start(settings);
        var caller = "+770200001" + run.getCurrentRepetition() + "0";
        var call = ring(caller);
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (rows.contacts(caller) == 0) {
            assertThat(System.nanoTime()).as("no contact within 30 s").isLessThan(until);
            Thread.onSpinWait();
        }

        server.kill();
        server = KillableServer.start(settings);
        rows.awaitPlace(caller, "main", "");
        Ear.listen(Duration.ofSeconds(3));
        Ear.listenTo(INTRO);
        call.press("2");
        rows.awaitPlace(caller, "order", "street");
        call.hangUp();
        call.awaitEnd(SOON);

        assertThat(rows.ended(caller).end()).isEqualTo("caller-hung-up");
        assertThat(rows.contacts(caller)).isOne();
    }

    @Test
    void aServerThatIsStoppedLeavesTheCallInItsHandsToTheNext() {
        var caller = "+77020000002";
        var call = ring(caller);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        call.press("2");
        rows.awaitPlace(caller, "order", "street");

        server.stop();
        server.awaitEnd(Duration.ofSeconds(20));
        server = KillableServer.start(settings);
        Ear.listen(Duration.ofSeconds(2));
        call.press("1234");
        rows.awaitPlace(caller, "order", "house");
        Ear.listenTo(HOUSE);
        call.press("56");
        call.awaitEnd(SOON);

        var contact = rows.ended(caller);
        assertThat(contact.end()).isEqualTo("self-served");
        assertThat(rows.data(contact)).containsEntry("street", "1234").containsEntry("house", "56");
        assertThat(rows.contacts(caller)).isOne();
    }

    @Test
    void withoutAnyServerThePhonesOfTheRingGroupRingAndTheyTalk(@TempDir Path folder)
            throws IOException {
        var caller = "+77020000003";
        var phone = world.stage.phone("phone-1").neverAnswers();
        var call = ring(caller);
        rows.awaitPlace(caller, "main", "");

        server.kill();
        var voice =
                new Melody(List.of(1500, 450, 1250, 550, 1750, 350), Duration.ofMillis(300))
                        .write(folder.resolve("caller.wav"));
        call.says(voice);
        phone.awaitRinging(GIVEN_UP);
        phone.answer();
        phone.awaitTalking(SOON);
        Ear.listen(Duration.ofSeconds(4));
        phone.hangUp();
        call.awaitEnd(SOON);
        var over = rows.now();

        var contact = rows.contact(caller);
        assertThat(world.asterisk.userEvents("RecallerRingGroup", contact.id().toString()))
                .hasSize(1);
        assertThat(found(call.heard(), world.stage.voiceOf("phone-1"))).isTrue();
        assertThat(found(phone.heard(), voice)).isTrue();
        server = KillableServer.start(settings);
        var ended = rows.ended(caller);
        assertThat(ended.end()).isEqualTo("ring-group");
        assertThat(ended.reason()).isEqualTo("telephony menu servers-away");
        assertThat(rows.endedAt(ended)).isBetween(over.minusSeconds(2), over.plusSeconds(1));
    }

    @Test
    void aServerThatStandsStillInTheMiddleOfACallIsTakenForNoneAndGoesOnWithOthersLater() {
        world.cli().run("dialplan set global RECALLER_PATIENCE 7");
        var caller = "+77020000004";
        var phone = world.stage.phone("phone-1").neverAnswers();
        var call = ring(caller);
        world.cli().run("dialplan set global RECALLER_PATIENCE 20");
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        var calls = phone.calls();

        server.freeze();
        call.press("2");
        var pressed = System.nanoTime();
        Awaitility.await().atMost(GIVEN_UP).until(() -> phone.calls() > calls);
        var until = Duration.ofNanos(System.nanoTime() - pressed);
        phone.answer();
        phone.awaitTalking(SOON);
        server.thaw();
        Ear.listen(Duration.ofSeconds(3));
        var meanwhile = rows.contact(caller);
        phone.hangUp();
        call.awaitEnd(SOON);
        var over = rows.now();

        assertThat(until).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(10));
        assertThat(meanwhile.end()).as("while they talk").isIn("", "ring-group");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    var ended = rows.ended(caller);
                    assertThat(ended.end()).isEqualTo("ring-group");
                    assertThat(rows.endedAt(ended))
                            .isBetween(over.minusSeconds(2), over.plusSeconds(1));
                });
        assertThat(rows.contacts(caller)).isOne();
        var next = ring("+77020000005");
        rows.awaitPlace("+77020000005", "main", "");
        next.hangUp();
    }

    private Call ring(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        return call;
    }

    /** The restarted server is up; the dialplan comes to it within a second or so. */
    private static void awaitHeardAgain() {
        Ear.listen(Duration.ofMillis(1500));
        Ear.listenTo(HOUSE);
    }

    private static boolean found(Path recording, Path voice) {
        return !Recording.read(recording).find(Map.of("voice", voice)).isEmpty();
    }
}
