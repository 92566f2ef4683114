package io.recaller.e2e;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.sound.Melody;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Cli;
import io.recaller.lab.stage.Phone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers who are transferred into the queue and the talk, by real SIP and real feature codes. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class TransferIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final String INTRO = "Good day, this is the short line.";

    /** The number of a person's desk at the switch. */
    private static final String DESK = "7000";

    /** A Local channel in front of the menu. */
    private static final String DETOUR = "7100";

    private World world;
    private World.Server server;
    private Stores stores;
    private Rows rows;
    private Puppeteer puppeteer;
    private Phone agents;
    private Path voice;
    private DeskClient desk;
    private DeskClient.Wire maria;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        transfers(world.cli(), folder);
        var settings = world.settings(1);
        server = world.start(settings);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
        agents = world.stage.phone("phone-1").answersAfter(AT_ONCE);
        world.stage.phone("phone-2").answersAfter(AT_ONCE);
        puppeteer = world.keep(new Puppeteer(folder.resolve("stage")));
        voice = melody(folder.resolve("caller.wav"), 1500, 450, 1250, 550, 1750, 350);
    }

    /** What an operator's own Asterisk has besides ours, to transfer calls. */
    private static void transfers(Cli pbx, Path folder) throws IOException {
        var word = melody(folder.resolve("word.wav"), 700).toString().replace(".wav", "");
        Files.writeString(
                folder.resolve("pbx/etc/features.conf"),
                """
                [general]
                transferannouncesound = %1$s
                xfersound = %1$s
                [featuremap]
                atxfer => *2
                blindxfer => *1
                """
                        .formatted(word));
        for (var command :
                List.of(
                        "module load res_pjsip_refer.so",
                        "module load bridge_builtin_features.so",
                        "module load res_clioriginate.so",
                        "module reload features",
                        "dialplan set global TRANSFER_CONTEXT consult",
                        "dialplan set global RECALLER_RING_GROUP PJSIP/phone-1",
                        "dialplan add extension 8000,1,Goto(recaller-in,8000,1) into consult",
                        "dialplan add extension 7000,1,Dial(PJSIP/phone-2,,t) into from-trunk",
                        "dialplan add extension 7000,1,Dial(PJSIP/phone-2,,t) into consult",
                        "dialplan add extension 7100,1,Dial(Local/8000@from-trunk) into"
                                + " from-trunk")) {
            pbx.run(command);
        }
    }

    private static Path melody(Path file, Integer... tones) throws IOException {
        return new Melody(List.of(tones), Duration.ofMillis(300)).write(file);
    }

    @BeforeEach
    void sitDown() throws InterruptedException {
        agents.answersAfter(AT_ONCE);
        desk = server.desk();
        desk.signIn("maria", Rows.PASSWORD);
        maria = desk.connect();
        maria.next("state");
    }

    @AfterEach
    void goHome() {
        desk.signOut();
        desk.close();
    }

    @AfterAll
    void end() {
        world.close();
    }

    @Test
    void whoIsTransferredIntoTheQueueKeepsThePlaceAndTalksWithTheAgent() throws Exception {
        var outside = someoneAtTheDesk("+77071000001");
        var consulting = inTheQueue("+77071000002");
        var contact = open();
        var place = place(contact);

        puppeteer.refer("phone-2", consulting, here(World.NUMBER));
        consulting.awaitEnd(SOON);

        Ear.listen(Duration.ofSeconds(1));
        assertThat(place(contact)).containsEntry("entered", place.get("entered"));
        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsTransferredIntoTheMenuIsAskedForThemselvesAndChooses() throws Exception {
        var outside = someoneAtTheDesk("+77071000011");
        var consulting = inTheMenu("+77071000012");
        var contact = open();

        puppeteer.refer("phone-2", consulting, here(World.NUMBER));
        consulting.awaitEnd(SOON);

        Ear.listen(Duration.ofSeconds(1));
        outside.press("1");
        Ear.listenTo(INTRO);
        outside.press("1");
        Awaitility.await().atMost(SOON).until(() -> !place(contact).isEmpty());
        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsTransferredWhileTheRingGroupRingsIsTheCallerFromThenOn() throws Exception {
        var outside = someoneAtTheDesk("+77071000013");
        var consulting = inTheQueue("+77071000014");
        var contact = open();
        agents.neverAnswers();
        world.cli().run("channel redirect " + waitingChannel(contact) + " recaller-ringgroup,s,1");
        Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));
        Awaitility.await().atMost(SOON).until(agents::isRinging);
        var ringing = row(contact);

        puppeteer.refer("phone-2", consulting, here(World.NUMBER));
        consulting.awaitEnd(SOON);
        Ear.listen(Duration.ofSeconds(2));
        outside.hangUp();
        var hungUp = rows.now();

        assertThat(ringing).containsEntry("reason", "ring-group");
        assertThat(place(contact)).isEmpty();
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat((Instant) row(contact).get("ended"))
                                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS)));
    }

    @Test
    void whomTheAgentSendsToAnotherPhoneIsServedUntilTheyHangUp() throws Exception {
        var caller = inTheQueue("+77071000015");
        var contact = open();
        maria.send("ready");
        agents.awaitTalking(SOON);
        maria.state("talking");
        var desk = world.stage.phone("phone-2");
        var before = desk.calls();

        puppeteer.sendAway("phone-1", here(DESK));

        maria.state("wrap-up");
        Awaitility.await().atMost(SOON).until(() -> desk.calls() > before);
        desk.awaitTalking(SOON);
        Ear.listen(Duration.ofSeconds(2));
        assertThat(isOpen(contact)).isTrue();
        caller.hangUp();
        var hungUp = rows.now();
        Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));
        assertThat(row(contact)).containsEntry("reason", "served");
        assertThat((Instant) row(contact).get("ended"))
                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS));
    }

    @Test
    void whomTheAgentPassesOnAtThePhoneTheColleagueThereServesWithTheCard() throws Exception {
        rows.agent("oleg", "phone-2", "language:en");
        try (var his = server.desk()) {
            his.signIn("oleg", Rows.PASSWORD);
            var oleg = his.connect();
            oleg.next("state");
            var number = "+77071000020";
            var caller = inTheQueue(number);
            maria.send("ready");
            agents.awaitTalking(SOON);
            maria.state("talking");

            puppeteer.sendAway("phone-1", here(DESK));

            maria.state("wrap-up");
            var card = oleg.next("card").getJsonObject("card");
            oleg.state("talking");
            caller.hangUp();
            finish(oleg, oleg.state("wrap-up").getString("id"));
            his.signOut();

            assertThat(card.getJsonObject("sentBy").getString("name")).isEqualTo("maria");
            assertThat(rows.ended(number).servedBy()).isEqualTo("oleg");
            assertThat(rows.offers(rows.contact(number)))
                    .containsExactly("maria answered", "oleg answered");
        }
    }

    @Test
    void whomTheAgentSendsBackToTheMenuBeginsANewContactAndTheServedOneIsOver() throws Exception {
        var caller = inTheQueue("+77071000016");
        var served = open();
        maria.send("ready");
        agents.awaitTalking(SOON);
        maria.state("talking");

        puppeteer.sendAway("phone-1", here(World.NUMBER));
        var sent = rows.now();

        finish(maria.state("wrap-up").getString("id"));
        Awaitility.await().atMost(SOON).until(() -> !isOpen(served));
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> !place(chosen(caller)).isEmpty());
        assertThat(row(served)).containsEntry("reason", "served");
        assertThat((Instant) row(served).get("ended"))
                .isCloseTo(sent, within(4, ChronoUnit.SECONDS));
        talkAndEnd(caller, open());
    }

    private void finish(String assignment) throws InterruptedException {
        finish(maria, assignment);
    }

    private static void finish(DeskClient.Wire wire, String assignment)
            throws InterruptedException {
        wire.send(
                "disposition",
                "assignment",
                assignment,
                "topic",
                "billing.tv",
                "disposition",
                "resolved",
                "ready",
                false);
        wire.state("not-ready");
    }

    /** Presses 1 in the menu as soon as there is one. */
    private UUID chosen(Call caller) throws InterruptedException {
        var contact = open();
        Ear.listenTo(INTRO);
        caller.press("1");
        return contact;
    }

    private String waitingChannel(UUID contact) {
        return String.valueOf(place(contact).get("channel"));
    }

    @Test
    void whoIsTransferredIntoATalkIsTheCallerFromThenOn() throws Exception {
        var outside = someoneAtTheDesk("+77071000003");
        var consulting = inTheQueue("+77071000004");
        var contact = open();
        maria.send("ready");
        agents.awaitTalking(SOON);
        maria.state("talking");

        puppeteer.refer("phone-2", consulting, here(World.NUMBER));
        consulting.awaitEnd(SOON);

        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsTransferredByAFeatureCodeKeepsThePlaceAndTalksWithTheAgent() throws Exception {
        var outside = someoneAtTheDesk("+77071000005");
        puppeteer.press("phone-2", "*2");
        Ear.listen(Duration.ofSeconds(1));
        puppeteer.press("phone-2", World.NUMBER);
        var contact =
                Awaitility.await().atMost(SOON).ignoreExceptions().until(this::open, _ -> true);
        Ear.listenTo(INTRO);
        puppeteer.press("phone-2", "1");
        Awaitility.await().atMost(SOON).until(() -> !place(contact).isEmpty());
        var place = place(contact);

        world.stage.phone("phone-2").hangUp();

        Ear.listen(Duration.ofSeconds(2));
        assertThat(isOpen(contact)).isTrue();
        assertThat(place(contact)).containsEntry("entered", place.get("entered"));
        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsSentOnBlindByAFeatureCodeIsAskedInTheMenuAndTalksWithTheAgent() throws Exception {
        var caller = "+77071000017";
        var outside = someoneAtTheDesk(caller);
        puppeteer.press("phone-2", "*1");
        Ear.listen(Duration.ofSeconds(1));
        puppeteer.press("phone-2", World.NUMBER);
        rows.awaitPlace(caller, "main", "");
        var contact = chosen(outside);

        Awaitility.await().atMost(SOON).until(() -> !place(contact).isEmpty());
        talkAndEnd(outside, contact);

        assertThat(rows.contact(caller).id()).isEqualTo(contact);
        assertThat(rows.contact(caller).reason()).isEqualTo("customer talk hung-up");
    }

    @Test
    void whoIsTransferredIntoATalkOfTheRingGroupIsInItUntilTheyHangUp() throws Exception {
        var outside = someoneAtTheDesk("+77071000018");
        var consulting = inTheQueue("+77071000019");
        var contact = open();
        world.cli().run("channel redirect " + waitingChannel(contact) + " recaller-ringgroup,s,1");
        agents.awaitTalking(SOON);
        Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));

        puppeteer.refer("phone-2", consulting, here(World.NUMBER));
        consulting.awaitEnd(SOON);
        outside.says(voice);
        Ear.listen(Duration.ofSeconds(4));
        outside.hangUp();
        var hungUp = rows.now();
        agents.awaitIdle(SOON);

        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat((Instant) row(contact).get("ended"))
                                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS)));
        assertThat(row(contact)).containsEntry("reason", "ring-group");
        assertThat(found(outside.heard(), world.stage.voiceOf("phone-1"))).isTrue();
        assertThat(found(agents.heard(), voice)).isTrue();
    }

    @Test
    void aLocalChannelThatIsOptimisedAwayDoesNotEndTheContact() throws Exception {
        var call = world.stage.call("+77071000007", DETOUR);
        call.awaitAnswered(SOON);
        rows.awaitPlace("+77071000007", "main", "");
        Ear.listenTo(INTRO);
        call.press("1");
        rows.awaitPlace("+77071000007", "billing", "");

        talkAndEnd(call, open());
    }

    /** Both hear each other for a while; then the caller hangs up. */
    private void talkAndEnd(Call caller, UUID contact) throws InterruptedException {
        maria.send("ready");
        agents.awaitTalking(SOON);
        caller.says(voice);
        Ear.listen(Duration.ofSeconds(4));
        assertThat(isOpen(contact)).isTrue();
        caller.hangUp();
        var hungUp = rows.now();
        agents.awaitIdle(SOON);
        maria.state("wrap-up");
        Awaitility.await().atMost(SOON).until(() -> !isOpen(contact));

        assertThat(row(contact)).containsEntry("reason", "served");
        assertThat(rows.offers(new Rows.Contact(contact, "", "", "", "", "")))
                .containsExactly("maria answered");
        assertThat((Instant) row(contact).get("ended"))
                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS));
        assertThat(found(caller.heard(), world.stage.voiceOf("phone-1"))).isTrue();
        assertThat(found(agents.heard(), voice)).isTrue();
    }

    private static boolean found(Path recording, Path voice) {
        return !Recording.read(recording).find(Map.of("voice", voice)).isEmpty();
    }

    private String here(String exten) {
        return "sip:" + exten + "@127.0.0.1:" + world.pbx.ports().sip();
    }

    private Call someoneAtTheDesk(String number) {
        var call = world.stage.call(number, DESK);
        call.awaitAnswered(SOON);
        return call;
    }

    private Call inTheMenu(String number) {
        var call = world.stage.call(number, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(number, "main", "");
        return call;
    }

    private Call inTheQueue(String number) {
        var call = inTheMenu(number);
        Ear.listenTo(INTRO);
        call.press("1");
        Awaitility.await().atMost(SOON).until(() -> !place(open()).isEmpty());
        return call;
    }

    /** The newest contact that has not ended. */
    private UUID open() {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.ID)
                                .from(CONTACT)
                                .where(CONTACT.ENDED_AT.isNull())
                                .orderBy(CONTACT.STARTED_AT.desc())
                                .limit(1)
                                .fetchSingle(row -> row.value1()));
    }

    /** Since when a contact waits; empty when it does not. */
    private Map<String, Object> place(UUID contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        WAITING_CONTACT.ENTERED_AT.as("entered"),
                                        jsonbGetAttributeAsText(
                                                        WAITING_CONTACT.ADDRESS, "channelName")
                                                .as("channel"))
                                .from(WAITING_CONTACT)
                                .where(
                                        WAITING_CONTACT.CONTACT_ID.eq(contact),
                                        WAITING_CONTACT.LEFT_AT.isNull())
                                .fetchOptionalMap()
                                .orElse(Map.of()));
    }

    private boolean isOpen(UUID contact) {
        return row(contact).get("ended") == null;
    }

    private Map<String, Object> row(UUID contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        CONTACT.ENDED_AT.as("ended"),
                                        CONTACT.END_REASON.as("reason"))
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact))
                                .fetchSingleMap());
    }
}
