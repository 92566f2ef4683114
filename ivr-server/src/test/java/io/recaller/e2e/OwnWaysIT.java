package io.recaller.e2e;

import static io.recaller.e2e.PbxOffice.AT_ONCE;
import static io.recaller.e2e.PbxOffice.DESK;
import static io.recaller.e2e.PbxOffice.SOON;
import static io.recaller.e2e.PbxOffice.finish;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Cli;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** What an office does with its telephones besides: forwards them, picks up for others, parks. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class OwnWaysIT {
    /** Picks up what rings at phone-1. */
    private static final String PICKUP = "7200";

    private static final String PARK = "7300";

    @AutoClose private PbxOffice office;

    private Path phones;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        office = new PbxOffice(folder, OwnWaysIT::install);
        phones = folder.resolve("pbx/etc/pjsip.conf");
    }

    /** What an operator's own Asterisk has besides ours. */
    private static void install(Cli pbx, Path folder) throws IOException {
        Files.writeString(
                folder.resolve("pbx/etc/res_parking.conf"),
                """
                [general]
                [default]
                parkpos => 7301-7309
                context => parked
                parkingtime => 300
                """);
        for (var command :
                List.of(
                        "module load res_pjsip_refer.so",
                        "module load app_directed_pickup.so",
                        "module load res_parking.so",
                        "dialplan add extension 7000,1,Dial(PJSIP/phone-2) into from-phones",
                        "dialplan add extension 7000,1,Dial(PJSIP/phone-2) into from-trunk",
                        "dialplan add extension 7300,1,Park() into from-phones",
                        "dialplan add extension 7300,1,Park() into from-trunk",
                        "dialplan add extension 7200,1,PickupChan(PJSIP/phone-1) into"
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

    /** Where a forwarded call goes Asterisk tells nothing of ours: nobody would be bridged. */
    @Test
    void aPhoneThatForwardsIsOneThatDoesNotAnswer() throws Exception {
        office.agents.neverAnswers();
        var caller = office.inTheQueue("+77071000101");
        var contact = office.open();
        var elsewhere = office.colleague.calls();

        office.maria().send("ready");
        office.agents.awaitRinging(SOON);
        office.puppeteer.sendAway("phone-1", office.here(DESK));

        office.maria().state("not-ready");
        assertThat(office.isOpen(contact)).isTrue();
        assertThat(office.colleague.calls()).isEqualTo(elsewhere);
        office.agents.answersAfter(AT_ONCE);
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        office.maria().state("talking");
        endsServed(caller, contact);
    }

    /** Asterisk calls on by a channel of its own: whoever answers there cannot be joined. */
    @Test
    void aPhoneThatForwardsToAnAddressOfItsOwnIsOneThatRefuses() throws Exception {
        try (var _ = redirecting("uri_core")) {
            var caller = inTheQueueAsThePhoneForwards("+77071000107");
            var contact = office.open();

            office.maria().state("not-ready");

            assertThat(office.isOpen(contact)).isTrue();
            office.agents.answersAfter(AT_ONCE);
            office.maria().send("ready");
            office.agents.awaitTalking(SOON);
            office.maria().state("talking");
            endsServed(caller, contact);
        }
    }

    @Test
    void whereTheRungChannelItselfGoesElsewhereTheAgentTalksThere() throws Exception {
        try (var _ = redirecting("uri_pjsip")) {
            var caller = inTheQueueAsThePhoneForwards("+77071000108");
            var contact = office.open();

            office.maria().state("talking");

            office.colleague.awaitTalking(SOON);
            assertThat(office.isOpen(contact)).isTrue();
            endsServed(caller, contact);
        }
    }

    private Call inTheQueueAsThePhoneForwards(String number) throws InterruptedException {
        office.agents.neverAnswers();
        office.colleague.answersAfter(Duration.ofMillis(500));
        var caller = office.inTheQueue(number);
        office.maria().send("ready");
        office.agents.awaitRinging(SOON);
        office.puppeteer.sendAway("phone-1", office.here(DESK));
        return caller;
    }

    /** The phones' {@code redirect_method}, until it is closed. */
    private AutoCloseable redirecting(String method) throws IOException {
        var usual = Files.readString(phones);
        var template = "[phone](!)\n";
        reload(usual.replace(template, template + "redirect_method = " + method + "\n"));
        return () -> reload(usual);
    }

    private void reload(String phonesConf) throws IOException {
        Files.writeString(phones, phonesConf);
        office.world.cli().run("module reload res_pjsip.so");
    }

    @Test
    void whoPicksUpForTheAgentTalksWithTheCaller() throws Exception {
        office.agents.neverAnswers();
        var caller = office.inTheQueue("+77071000102");
        var contact = office.open();
        office.maria().send("ready");
        office.agents.awaitRinging(SOON);

        var picker = office.world.stage.call("+77071000103", PICKUP);

        office.maria().state("talking");
        Ear.listen(Duration.ofSeconds(2));
        assertThat(office.isOpen(contact)).isTrue();
        endsServed(caller, contact);
        picker.awaitEnd(SOON);
    }

    /** All who are parked are in one bridge, and none of them talks with another. */
    @Test
    void whomTheAgentParksIsTakenForNobodysPartnerAndServedUntilTheyHangUp() throws Exception {
        var other = office.world.stage.call("+77071000105", PARK);
        other.awaitAnswered(SOON);
        var caller = office.inTheQueue("+77071000104");
        var contact = office.open();
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        office.maria().state("talking");

        office.puppeteer.sendAway("phone-1", office.here(PARK));

        finish(office.maria(), office.maria().state("wrap-up").getString("id"));
        Ear.listen(Duration.ofSeconds(5));
        assertThat(office.isOpen(contact)).isTrue();
        assertThat(marked(contact)).hasSize(1);
        other.hangUp();
        Ear.listen(Duration.ofSeconds(1));
        assertThat(office.isOpen(contact)).isTrue();
        caller.hangUp();
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));
        assertThat(office.row(contact)).containsEntry("reason", "served");
    }

    /** Follow-me, a number outside: what rings is not what talks in the end. */
    @Test
    void whoseTelephoneIsADetourTalksUntilTheCallerHangsUp() throws Exception {
        office.rows.agentAt("oleg", "Local/7000@from-phones", "billing", "language:en");
        try (var his = office.server.desk()) {
            his.signIn("oleg", Rows.PASSWORD);
            var oleg = his.connect();
            oleg.next("state");
            var caller = office.inTheQueue("+77071000106");
            var contact = office.open();

            oleg.send("ready");
            office.colleague.awaitTalking(SOON);
            oleg.state("talking");

            assertThat(oleg.staysWithout(OwnWaysIT::tellsOfAnEnd, Duration.ofSeconds(4))).isTrue();
            assertThat(office.isOpen(contact)).isTrue();
            caller.hangUp();
            oleg.state("wrap-up");
            Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));
            assertThat(office.row(contact)).containsEntry("reason", "served");
            his.signOut();
        }
    }

    private static boolean tellsOfAnEnd(JsonObject message) {
        return message.encode().contains("\"wrap-up\"");
    }

    /** Channels with the contact on them. */
    private List<String> marked(UUID contact) throws IOException {
        return office.world
                .cli()
                .run("core show channels concise")
                .lines()
                .map(line -> line.split("!", 2)[0])
                .filter(name -> name.startsWith("PJSIP/"))
                .filter(name -> show(name).contains("RECALLER_CONTACT=" + contact))
                .toList();
    }

    private String show(String channel) {
        return office.world.cli().run("core show channel " + channel);
    }

    private void endsServed(Call caller, UUID contact) throws InterruptedException {
        caller.hangUp();
        finish(office.maria(), office.maria().state("wrap-up").getString("id"));
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));
        assertThat(office.row(contact)).containsEntry("reason", "served");
    }
}
