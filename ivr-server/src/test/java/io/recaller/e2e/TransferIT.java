package io.recaller.e2e;

import static io.recaller.e2e.PbxOffice.DESK;
import static io.recaller.e2e.PbxOffice.INTRO;
import static io.recaller.e2e.PbxOffice.SOON;
import static io.recaller.e2e.PbxOffice.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.lab.sound.Melody;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Cli;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
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
    /** A Local channel in front of the menu. */
    private static final String DETOUR = "7100";

    @AutoClose private PbxOffice office;
    private Path voice;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        office = new PbxOffice(folder, TransferIT::install);
        voice = melody(folder.resolve("caller.wav"), 1500, 450, 1250, 550, 1750, 350);
    }

    /** What an operator's own Asterisk has besides ours, to transfer calls. */
    private static void install(Cli pbx, Path folder) throws IOException {
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

    @BeforeEach
    void sitDown() throws InterruptedException {
        office.sitDown();
    }

    @AfterEach
    void goHome() {
        office.goHome();
    }

    private static Path melody(Path file, Integer... tones) throws IOException {
        return new Melody(List.of(tones), Duration.ofMillis(300)).write(file);
    }

    @Test
    void whoIsTransferredIntoTheQueueKeepsThePlaceAndTalksWithTheAgent() throws Exception {
        var outside = someoneAtTheDesk("+77071000001");
        var consulting = office.inTheQueue("+77071000002");
        var contact = office.open();
        var place = office.place(contact);

        office.puppeteer.refer("phone-2", consulting, office.here(World.NUMBER));
        consulting.awaitEnd(SOON);

        Ear.listen(Duration.ofSeconds(1));
        assertThat(office.place(contact)).containsEntry("entered", place.get("entered"));
        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsTransferredIntoTheMenuIsAskedForThemselvesAndChooses() throws Exception {
        var outside = someoneAtTheDesk("+77071000011");
        var consulting = office.inTheMenu("+77071000012");
        var contact = office.open();

        office.puppeteer.refer("phone-2", consulting, office.here(World.NUMBER));
        consulting.awaitEnd(SOON);

        Ear.listen(Duration.ofSeconds(1));
        outside.press("1");
        Ear.listenTo(INTRO);
        outside.press("1");
        Awaitility.await().atMost(SOON).until(() -> !office.place(contact).isEmpty());
        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsTransferredWhileTheRingGroupRingsIsTheCallerFromThenOn() throws Exception {
        var outside = someoneAtTheDesk("+77071000013");
        var consulting = office.inTheQueue("+77071000014");
        var contact = office.open();
        office.agents.neverAnswers();
        office.world
                .cli()
                .run("channel redirect " + waitingChannel(contact) + " recaller-ringgroup,s,1");
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));
        Awaitility.await().atMost(SOON).until(office.agents::isRinging);
        var ringing = office.row(contact);

        office.puppeteer.refer("phone-2", consulting, office.here(World.NUMBER));
        consulting.awaitEnd(SOON);
        Ear.listen(Duration.ofSeconds(2));
        outside.hangUp();
        var hungUp = office.rows.now();

        assertThat(ringing).containsEntry("reason", "ring-group");
        assertThat(office.place(contact)).isEmpty();
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat((Instant) office.row(contact).get("ended"))
                                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS)));
    }

    @Test
    void whomTheAgentSendsToAnotherPhoneIsServedUntilTheyHangUp() throws Exception {
        var caller = office.inTheQueue("+77071000015");
        var contact = office.open();
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        office.maria().state("talking");
        var desk = office.world.stage.phone("phone-2");
        var before = desk.calls();

        office.puppeteer.sendAway("phone-1", office.here(DESK));

        office.maria().state("wrap-up");
        Awaitility.await().atMost(SOON).until(() -> desk.calls() > before);
        desk.awaitTalking(SOON);
        Ear.listen(Duration.ofSeconds(2));
        assertThat(office.isOpen(contact)).isTrue();
        caller.hangUp();
        var hungUp = office.rows.now();
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));
        assertThat(office.row(contact)).containsEntry("reason", "served");
        assertThat((Instant) office.row(contact).get("ended"))
                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS));
    }

    @Test
    void whomTheAgentPassesOnAtThePhoneTheColleagueThereServesWithTheCard() throws Exception {
        office.rows.agent("oleg", "phone-2", "language:en");
        try (var his = office.server.desk()) {
            his.signIn("oleg", Rows.PASSWORD);
            var oleg = his.connect();
            oleg.next("state");
            var number = "+77071000020";
            var caller = office.inTheQueue(number);
            office.maria().send("ready");
            office.agents.awaitTalking(SOON);
            office.maria().state("talking");

            office.puppeteer.sendAway("phone-1", office.here(DESK));

            office.maria().state("wrap-up");
            var card = oleg.next("card").getJsonObject("card");
            oleg.state("talking");
            caller.hangUp();
            finish(oleg, oleg.state("wrap-up").getString("id"));
            his.signOut();

            assertThat(card.getJsonObject("sentBy").getString("name")).isEqualTo("maria");
            assertThat(office.rows.ended(number).servedBy()).isEqualTo("oleg");
            assertThat(office.rows.offers(office.rows.contact(number)))
                    .containsExactly("maria answered", "oleg answered");
        }
    }

    @Test
    void whomTheAgentSendsBackToTheMenuBeginsANewContactAndTheServedOneIsOver() throws Exception {
        var caller = office.inTheQueue("+77071000016");
        var served = office.open();
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        office.maria().state("talking");

        office.puppeteer.sendAway("phone-1", office.here(World.NUMBER));
        var sent = office.rows.now();

        finish(office.maria(), office.maria().state("wrap-up").getString("id"));
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(served));
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> !office.place(chosen(caller)).isEmpty());
        assertThat(office.row(served)).containsEntry("reason", "served");
        assertThat((Instant) office.row(served).get("ended"))
                .isCloseTo(sent, within(4, ChronoUnit.SECONDS));
        talkAndEnd(caller, office.open());
    }

    /** Presses 1 in the menu as soon as there is one. */
    private UUID chosen(Call caller) throws InterruptedException {
        var contact = office.open();
        Ear.listenTo(INTRO);
        caller.press("1");
        return contact;
    }

    private String waitingChannel(UUID contact) {
        return String.valueOf(office.place(contact).get("channel"));
    }

    @Test
    void whoIsTransferredIntoATalkIsTheCallerFromThenOn() throws Exception {
        var outside = someoneAtTheDesk("+77071000003");
        var consulting = office.inTheQueue("+77071000004");
        var contact = office.open();
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        office.maria().state("talking");

        office.puppeteer.refer("phone-2", consulting, office.here(World.NUMBER));
        consulting.awaitEnd(SOON);

        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsTransferredByAFeatureCodeKeepsThePlaceAndTalksWithTheAgent() throws Exception {
        var outside = someoneAtTheDesk("+77071000005");
        office.puppeteer.press("phone-2", "*2");
        Ear.listen(Duration.ofSeconds(1));
        office.puppeteer.press("phone-2", World.NUMBER);
        var contact =
                Awaitility.await().atMost(SOON).ignoreExceptions().until(office::open, _ -> true);
        Ear.listenTo(INTRO);
        office.puppeteer.press("phone-2", "1");
        Awaitility.await().atMost(SOON).until(() -> !office.place(contact).isEmpty());
        var place = office.place(contact);

        office.world.stage.phone("phone-2").hangUp();

        Ear.listen(Duration.ofSeconds(2));
        assertThat(office.isOpen(contact)).isTrue();
        assertThat(office.place(contact)).containsEntry("entered", place.get("entered"));
        talkAndEnd(outside, contact);
    }

    @Test
    void whoIsSentOnBlindByAFeatureCodeIsAskedInTheMenuAndTalksWithTheAgent() throws Exception {
        var caller = "+77071000017";
        var outside = someoneAtTheDesk(caller);
        office.puppeteer.press("phone-2", "*1");
        Ear.listen(Duration.ofSeconds(1));
        office.puppeteer.press("phone-2", World.NUMBER);
        office.rows.awaitPlace(caller, "main", "");
        var contact = chosen(outside);

        Awaitility.await().atMost(SOON).until(() -> !office.place(contact).isEmpty());
        talkAndEnd(outside, contact);

        assertThat(office.rows.contact(caller).id()).isEqualTo(contact);
        assertThat(office.rows.contact(caller).reason()).isEqualTo("customer talk hung-up");
    }

    @Test
    void whoIsTransferredIntoATalkOfTheRingGroupIsInItUntilTheyHangUp() throws Exception {
        var outside = someoneAtTheDesk("+77071000018");
        var consulting = office.inTheQueue("+77071000019");
        var contact = office.open();
        office.world
                .cli()
                .run("channel redirect " + waitingChannel(contact) + " recaller-ringgroup,s,1");
        office.agents.awaitTalking(SOON);
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));

        office.puppeteer.refer("phone-2", consulting, office.here(World.NUMBER));
        consulting.awaitEnd(SOON);
        outside.says(voice);
        Ear.listen(Duration.ofSeconds(4));
        outside.hangUp();
        var hungUp = office.rows.now();
        office.agents.awaitIdle(SOON);

        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat((Instant) office.row(contact).get("ended"))
                                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS)));
        assertThat(office.row(contact)).containsEntry("reason", "ring-group");
        assertThat(found(outside.heard(), office.world.stage.voiceOf("phone-1"))).isTrue();
        assertThat(found(office.agents.heard(), voice)).isTrue();
    }

    @Test
    void aLocalChannelThatIsOptimisedAwayDoesNotEndTheContact() throws Exception {
        var call = office.world.stage.call("+77071000007", DETOUR);
        call.awaitAnswered(SOON);
        office.rows.awaitPlace("+77071000007", "main", "");
        Ear.listenTo(INTRO);
        call.press("1");
        office.rows.awaitPlace("+77071000007", "billing", "");

        talkAndEnd(call, office.open());
    }

    /** Both hear each other for a while; then the caller hangs up. */
    private void talkAndEnd(Call caller, UUID contact) throws InterruptedException {
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        caller.says(voice);
        Ear.listen(Duration.ofSeconds(4));
        assertThat(office.isOpen(contact)).isTrue();
        caller.hangUp();
        var hungUp = office.rows.now();
        office.agents.awaitIdle(SOON);
        office.maria().state("wrap-up");
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));

        assertThat(office.row(contact)).containsEntry("reason", "served");
        assertThat(office.rows.offers(new Rows.Contact(contact, "", "", "", "", "")))
                .containsExactly("maria answered");
        assertThat((Instant) office.row(contact).get("ended"))
                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS));
        assertThat(found(caller.heard(), office.world.stage.voiceOf("phone-1"))).isTrue();
        assertThat(found(office.agents.heard(), voice)).isTrue();
    }

    private static boolean found(Path recording, Path voice) {
        return !Recording.read(recording).find(Map.of("voice", voice)).isEmpty();
    }

    private Call someoneAtTheDesk(String number) {
        var call = office.world.stage.call(number, DESK);
        call.awaitAnswered(SOON);
        return call;
    }
}
