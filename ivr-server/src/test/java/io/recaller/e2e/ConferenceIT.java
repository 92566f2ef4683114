package io.recaller.e2e;

import static io.recaller.e2e.PbxOffice.AT_ONCE;
import static io.recaller.e2e.PbxOffice.SOON;
import static io.recaller.e2e.PbxOffice.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Cli;
import io.recaller.lab.stage.TinyAmi;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/** Talks that the office takes into a conference of its own, with others in it. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class ConferenceIT {
    /** The conference, as is dialled from outside and from the desks. */
    private static final String ROOM = "7600";

    /** Keyed by an agent in a talk. */
    private static final String INTO_THE_ROOM = "*9";

    @AutoClose private PbxOffice office;
    private TinyAmi switchboard;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        office = new PbxOffice(folder, ConferenceIT::install);
        switchboard = office.world.keep(new TinyAmi(office.world.pbx.server()));
    }

    /** What an operator's own Asterisk has besides ours. */
    private static void install(Cli pbx, Path folder) throws IOException {
        Files.writeString(folder.resolve("pbx/etc/confbridge.conf"), "[general]\n");
        Files.writeString(
                folder.resolve("pbx/etc/features.conf"),
                """
                [general]
                [featuremap]
                [applicationmap]
                together => %s,self/both,Gosub(together,s,1)
                """
                        .formatted(INTO_THE_ROOM));
        for (var command :
                List.of(
                        "module load res_pjsip_refer.so",
                        "module load app_confbridge.so",
                        "module load app_channelredirect.so",
                        "module load bridge_builtin_features.so",
                        "module reload features",
                        "dialplan set global DYNAMIC_FEATURES together",
                        "dialplan add extension 7600,1,Answer() into from-trunk",
                        "dialplan add extension 7600,2,ConfBridge(7600) into from-trunk",
                        "dialplan add extension 7600,1,ConfBridge(7600) into from-phones",
                        "dialplan add extension s,1,ChannelRedirect(${BRIDGEPEER},from-trunk,7600,1)"
                                + " into together",
                        "dialplan add extension s,2,ChannelRedirect(${CHANNEL},from-trunk,7600,1)"
                                + " into together",
                        "dialplan add extension s,3,Return() into together")) {
            pbx.run(command);
        }
    }

    @BeforeEach
    void sitDown() throws InterruptedException {
        office.sitDown();
    }

    @AfterEach
    void goHome() {
        office.world.cli().run("channel request hangup all");
        office.goHome();
    }

    @Test
    void whomTheSwitchboardTakesIntoAConferenceWithTheAgentIsServedUntilTheyHangUp()
            throws Exception {
        var caller = inATalk("+77071000201");
        var contact = office.open();

        bothIntoTheRoom(contact);

        staysInTheTalk(contact);
        endsWhen(caller, contact);
        office.agents.hangUp();
        wrapsUp(contact);
    }

    @Test
    void whoStaysInTheConferenceIsNotTakenForTheCallerWhoLeftIt() throws Exception {
        var caller = inATalk("+77071000202");
        var contact = office.open();
        bothIntoTheRoom(contact);
        var third = office.world.stage.call("+77071000203", ROOM);
        third.awaitAnswered(SOON);

        staysInTheTalk(contact);
        endsWhen(caller, contact);
        third.hangUp();
        office.agents.hangUp();
        wrapsUp(contact);
    }

    @Test
    void whomTheAgentLeavesInTheConferenceWithAnotherIsServedUntilTheyHangUp() throws Exception {
        var caller = inATalk("+77071000204");
        var contact = office.open();
        bothIntoTheRoom(contact);
        var third = office.world.stage.call("+77071000205", ROOM);
        third.awaitAnswered(SOON);
        staysInTheTalk(contact);

        office.agents.hangUp();

        finish(office.maria(), office.maria().state("wrap-up").getString("id"));
        Ear.listen(Duration.ofSeconds(4));
        assertThat(office.isOpen(contact)).isTrue();
        endsWhen(caller, contact);
        third.hangUp();
    }

    /** As such features are written: the other first, by which the talk with them is over. */
    @Test
    void whomAnAgentTakesIntoAConferenceByAFeatureCodeIsServedUntilTheyHangUp() throws Exception {
        var caller = inATalk("+77071000206");
        var contact = office.open();

        office.agents.press(INTO_THE_ROOM);

        Awaitility.await()
                .atMost(SOON)
                .until(() -> show(channel(contact, "RECALLER_PLACE=")).contains("ConfBridge"));
        Ear.listen(Duration.ofSeconds(3));
        assertThat(office.isOpen(contact)).isTrue();
        endsWhen(caller, contact);
        office.agents.hangUp();
        wrapsUp(contact);
    }

    @Test
    void anAgentWhoSendsTheCallerIntoTheConferenceIsFree() throws Exception {
        var caller = inATalk("+77071000207");
        var contact = office.open();

        office.puppeteer.sendAway("phone-1", office.here(ROOM));

        finish(office.maria(), office.maria().state("wrap-up").getString("id"));
        Ear.listen(Duration.ofSeconds(5));
        assertThat(office.isOpen(contact)).isTrue();
        endsWhen(caller, contact);
    }

    private Call inATalk(String number) throws Exception {
        office.agents.answersAfter(AT_ONCE);
        var caller = office.inTheQueue(number);
        office.maria().send("ready");
        office.agents.awaitTalking(SOON);
        office.maria().state("talking");
        Ear.listen(Duration.ofSeconds(1));
        return caller;
    }

    /** As an operator's panel does. */
    private void bothIntoTheRoom(UUID contact) {
        var answer =
                switchboard.send(
                        "Redirect",
                        "Channel: " + channel(contact, "RECALLER_RESULT="),
                        "ExtraChannel: " + channel(contact, "RECALLER_PLACE="),
                        "Context: from-trunk",
                        "Exten: " + ROOM,
                        "Priority: 1");
        assertThat(answer).containsEntry("Response", "Success");
    }

    private String channel(UUID contact, String variable) {
        return channels().stream()
                .filter(name -> show(name).contains("RECALLER_CONTACT=" + contact))
                .filter(name -> show(name).contains(variable))
                .findAny()
                .orElseThrow();
    }

    private List<String> channels() {
        var told = office.world.cli().run("core show channels concise");
        return told.lines()
                .map(line -> line.split("!", 2)[0])
                .filter(name -> name.startsWith("PJSIP/"))
                .toList();
    }

    private String show(String channel) {
        return office.world.cli().run("core show channel " + channel);
    }

    private void staysInTheTalk(UUID contact) throws InterruptedException {
        assertThat(office.maria().staysWithout(ConferenceIT::tellsOfAnEnd, Duration.ofSeconds(4)))
                .isTrue();
        assertThat(office.isOpen(contact)).isTrue();
    }

    private static boolean tellsOfAnEnd(JsonObject message) {
        return message.encode().contains("\"wrap-up\"");
    }

    private void endsWhen(Call caller, UUID contact) {
        caller.hangUp();
        var hungUp = office.rows.now();
        Awaitility.await().atMost(SOON).until(() -> !office.isOpen(contact));
        assertThat(office.row(contact)).containsEntry("reason", "served");
        assertThat((Instant) office.row(contact).get("ended"))
                .isCloseTo(hungUp, within(2, ChronoUnit.SECONDS));
    }

    private void wrapsUp(UUID contact) throws InterruptedException {
        finish(office.maria(), office.maria().state("wrap-up").getString("id"));
        assertThat(office.rows.offers(new Rows.Contact(contact, "", "", "", "", "")))
                .containsExactly("maria answered");
    }
}
