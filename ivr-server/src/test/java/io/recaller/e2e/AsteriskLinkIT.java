package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.asterisk.fake.SelfMade;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.doctor.Diagnosis;
import io.recaller.doctor.Finding;
import io.recaller.lab.instance.AmiAccount;
import io.recaller.lab.instance.FreePorts;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Phone;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import io.recaller.settings.file.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link to Asterisk is cut and mended; a second Asterisk comes to the same database. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("beside")
final class AsteriskLinkIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String INTRO = "Good day, this is the short line.";

    private World world;
    private World.Server server;
    private Rows rows;
    private Path folder;
    private CutLine manager;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 2, 3);
        var account = world.pbx.server();
        manager = world.keep(new CutLine(account.port()));
        var settings =
                linked(
                        1,
                        new AmiAccount(
                                account.host(), manager.port(), account.user(), account.secret()));
        server = world.start(settings);
        rows = new Rows(world.keep(World.stores(settings)));
        rows.agent("maria", "phone-1", "billing", "language:en");
        rows.agent("oleg", "phone-2", "billing=5", "language:en");
    }

    @AfterAll
    void end() {
        world.close();
    }

    /** Settings of a server that is linked by this account. */
    private Path linked(int server, AmiAccount account) throws IOException {
        var file = world.settings(server);
        var ami =
                "ami: {port: %d, user: %s, secret: %s}"
                        .formatted(account.port(), account.user(), account.secret());
        return Files.writeString(file, Files.readString(file).replaceFirst("(?m)^ami: .*$", ami));
    }

    @Test
    void whileTheLinkIsCutNobodyIsRungAndWhenItIsBackWhatHappenedIsTrueAndTheNextIsRungOnce()
            throws Exception {
        var first = world.stage.phone("phone-1").answersAfter(Duration.ZERO);
        var second = world.stage.phone("phone-2").neverAnswers();
        try (var hers = server.desk();
                var his = server.desk()) {
            var maria = signIn(hers, "maria");
            var oleg = signIn(his, "oleg");
            maria.send("ready");
            var talking = askForBilling("+77072000001");
            first.awaitTalking(SOON);
            maria.state("talking");
            var waiting = askForBilling("+77072000002");
            var contact = rows.contact("+77072000002");
            var since = rows.waitingSince(contact);

            manager.cut();
            oleg.send("ready");
            oleg.state("ready");
            talking.hangUp();
            first.awaitIdle(SOON);
            assertThat(oleg.staysWithout("card", Duration.ofSeconds(5))).isTrue();
            assertThat(second.calls()).isZero();
            assertThat(rows.offers(contact)).isEmpty();
            manager.mend();

            second.awaitRinging(SOON);
            oleg.next("card");
            maria.state("wrap-up");
            var unheard = rows.ended("+77072000001");
            assertThat(unheard.end()).isEqualTo("served");
            assertThat(unheard.reason()).isEqualTo("customer talk hung-up");
            assertThat(rows.waitingSince(contact)).isEqualTo(since);
            answerAndEnd(second, waiting);
            assertThat(rows.offers(contact)).containsExactly("oleg answered");
            assertThat(second.calls()).isEqualTo(1);
            assertThat(rows.ended("+77072000002").end()).isEqualTo("served");
        }
    }

    private static void answerAndEnd(Phone phone, Call call) {
        phone.answer();
        phone.awaitTalking(SOON);
        Ear.listen(Duration.ofSeconds(1));
        call.hangUp();
        phone.awaitIdle(SOON);
    }

    private static DeskClient.Wire signIn(DeskClient desk, String login)
            throws InterruptedException {
        desk.signIn(login, Rows.PASSWORD);
        var wire = desk.connect();
        wire.next("state");
        return wire;
    }

    private Call askForBilling(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        call.press("1");
        rows.awaitPlace(caller, "billing", "");
        Awaitility.await().atMost(SOON).until(() -> rows.isHandedOff(rows.contact(caller)));
        return call;
    }

    @Test
    void aSecondAsteriskWithoutANameIsRefusedAtStartAndByDoctorWithTheLineToWrite()
            throws IOException {
        var settings = linked(2, Puppeteer.account(folder.resolve("stage")));
        Awaitility.await().atMost(SOON).until(() -> server.metric("recaller_ami_connected") == 1);

        var found = diagnosed(SettingsReader.read(settings, Map.of()));

        assertThat(found)
                .filteredOn(finding -> "ami".equals(finding.part()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.well()).isFalse();
                    assertThat(finding.words())
                            .contains("has no systemname", "asterisk.conf", "systemname = pbx2");
                });
        assertThatThrownBy(() -> World.Server.start(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("has no systemname")
                .hasMessageContaining("    systemname = pbx2");
    }

    @Test
    void theDoctorIsRightWhileTheServerRunsAndFindsWhatIsWrongInAsterisk() throws Exception {
        var settings = world.folder.resolve("server-1.yaml");
        Awaitility.await().atMost(SOON).until(() -> server.metric("recaller_ami_connected") == 1);
        var token = world.pbx.folder().resolve("etc/recaller.token.conf");
        var right = Files.readString(token);
        try {
            assertThat(diagnosed(settings)).as("all is well").isEmpty();

            rows.agent("nora", "nobody", "billing");
            world.cli().run("module unload func_db.so");
            Files.writeString(token, "[recaller]\ntoken = another\n");
            var dialplan = world.pbx.folder().resolve("etc/recaller.conf");
            var ours = Files.readString(dialplan);
            Files.writeString(dialplan, ours.replace("TIMEOUT(absolute)=2", "TIMEOUT(absolute)=4"));
            world.cli().run("dialplan reload");

            var found = String.join("\n", diagnosed(settings));
            Files.writeString(dialplan, ours);
            assertThat(found)
                    .contains("phones nora (PJSIP/nobody) cannot be rung")
                    .contains("modules missing in Asterisk: func_db.so (")
                    .contains("dialplan the token in recaller.token.conf is not agi.token")
                    .contains("dialplan recaller.conf is not this version's")
                    .contains("recaller-visit,s,")
                    .doesNotContain("ports", "phone-1");
        } finally {
            Files.writeString(token, right);
            world.cli().run("module load func_db.so");
            world.cli().run("dialplan reload");
        }
    }

    @Test
    void theDoctorLogsInAndSaysThatTheSecretIsWrong() throws IOException {
        var account = world.pbx.server();
        var settings =
                linked(
                        2,
                        new AmiAccount(account.host(), account.port(), account.user(), "another"));

        assertThat(diagnosed(settings))
                .filteredOn(words -> words.startsWith("ami"))
                .singleElement()
                .asString()
                .startsWith("ami 127.0.0.1:" + account.port() + " refuses us")
                .contains("compare ami.user and ami.secret with manager.conf");
    }

    @Test
    void overTlsAServerIsLinkedAndWhatIsAmissIsSaidWithItsRemedy() throws Exception {
        var made = SelfMade.of(folder, "ip:127.0.0.1");
        var port = FreePorts.tcp();
        Files.writeString(
                world.pbx.folder().resolve("etc/manager.conf"),
                """

                [general](+)
                tlsenable = yes
                tlsbindaddr = 127.0.0.1:%d
                tlscertfile = %s
                tlsprivatekey = %s
                """
                        .formatted(port, made.certificate(), made.key()),
                StandardOpenOption.APPEND);
        world.cli().run("manager reload");
        var account = world.pbx.server();
        var secured = new AmiAccount(account.host(), port, account.user(), account.secret());
        var trusting = "tls: true, ca-file: '" + made.certificate() + "'";

        try (var linked = World.Server.start(secured(secured, trusting))) {
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> linked.metric("recaller_ami_connected") == 1);
        }
        var all = diagnosed(SettingsReader.read(secured(secured, trusting), Map.of()));
        assertThat(all)
                .anyMatch(finding ->
                        finding.well() && finding.words().contains("lets us in over TLS"));
        var another = SelfMade.of(folder, "ip:127.0.0.1").certificate();
        assertThat(diagnosed(secured(secured, "tls: true, ca-file: '" + another + "'")))
                .anyMatch(words -> words.startsWith("ami nobody in " + another + " vouches for"));
        assertThat(diagnosed(secured(account, trusting)))
                .anyMatch(words -> words.contains("speaks no TLS") && words.contains("ami.port"));
        assertThat(diagnosed(secured(secured, "tls: false")))
                .anyMatch(
                        words -> words.startsWith("ami") && words.contains("set ami.tls to true"));
    }

    private Path secured(AmiAccount account, String more) throws IOException {
        var file = linked(2, account);
        var yaml = Files.readString(file).replaceFirst("(?m)^(ami: .*)}$", "$1, " + more + "}");
        return Files.writeString(file, yaml);
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void anAsteriskThatIsKilledWithTwoTalkingAndFiveWaitingLeavesNobodyStuckAndNobodyRungForThem()
            throws Exception {
        var first = world.stage.phone("phone-1").answersAfter(Duration.ZERO);
        var second = world.stage.phone("phone-2").answersAfter(Duration.ZERO);
        var rung = first.calls() + second.calls();
        try (var hers = server.desk();
                var his = server.desk()) {
            var maria = ready(hers, "maria");
            var oleg = ready(his, "oleg");
            var calls = new ArrayList<Call>();
            calls.add(askForBilling(seventh(0)));
            second.awaitTalking(SOON);
            assertThat(rows.offers(rows.contact(seventh(0))))
                    .as("the better skilled, though maria has been ready for longer")
                    .containsExactly("oleg answered");
            calls.add(askForBilling(seventh(1)));
            first.awaitTalking(SOON);
            try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
                var five =
                        IntStream.range(2, 7)
                                .mapToObj(i -> together.submit(() -> askForBilling(seventh(i))))
                                .toList();
                for (var each : five) {
                    calls.add(each.get());
                }
            }
            maria.state("talking");
            oleg.state("talking");

            processes().forEach(ProcessHandle::destroyForcibly);
            startAgain();
            for (var i = 0; i < 7; i++) {
                rows.replayed(seventh(i));
            }

            maria.state("wrap-up");
            oleg.state("wrap-up");
            calls.forEach(Call::hangUp);
            first.hangUp();
            second.hangUp();
            for (var i = 0; i < 2; i++) {
                assertThat(rows.ended(seventh(i)).end()).isEqualTo("served");
                assertThat(rows.ended(seventh(i)).reason()).isEqualTo("telephony talk line-lost");
            }
            for (var i = 2; i < 7; i++) {
                var contact = rows.replayed(seventh(i));
                assertThat(contact.end()).isEqualTo("abandoned");
                assertThat(contact.reason()).isEqualTo("telephony queue line-lost");
                assertThat(rows.offers(contact)).isEmpty();
            }
            assertThat(first.calls() + second.calls()).isEqualTo(rung + 2);
        }
    }

    /** Whoever was left in a wrap-up has gone home before. */
    private static DeskClient.Wire ready(DeskClient desk, String login)
            throws InterruptedException {
        desk.signIn(login, Rows.PASSWORD);
        desk.signOut();
        var wire = signIn(desk, login);
        wire.send("ready");
        wire.state("ready");
        return wire;
    }

    private static String seventh(int i) {
        return "+3469000000" + i;
    }

    /** The last one: the others know an Asterisk without a name. */
    @Test
    @Order(Integer.MAX_VALUE)
    void anAsteriskThatIsStartedAgainUnderAnotherNameHoldsNothingOfTheOldOneAndServesTheNext()
            throws Exception {
        var phone = world.stage.phone("phone-1").answersAfter(Duration.ZERO);
        var lost = askForBilling("+77072000003");
        var before = rows.contact("+77072000003");

        startAgainAs("pbx-north");
        lost.hangUp();

        assertThat(rows.replayed("+77072000003"))
                .satisfies(contact -> {
                    assertThat(contact.id()).isEqualTo(before.id());
                    assertThat(contact.end()).isEqualTo("abandoned");
                    assertThat(contact.reason()).isEqualTo("telephony queue line-lost");
                });
        try (var desk = server.desk()) {
            ready(desk, "maria");
            var next = askForBilling("+77072000004");
            phone.awaitTalking(SOON);
            Ear.listen(Duration.ofSeconds(1));
            next.hangUp();
            phone.awaitIdle(SOON);
        }
        assertThat(rows.ended("+77072000004").reason()).isEqualTo("customer talk hung-up");
        assertThat(rows.offers(before)).isEmpty();
    }

    private void startAgainAs(String name) throws IOException {
        var etc = configuration();
        Files.writeString(etc, Files.readString(etc) + "systemname = " + name + "\n");
        world.cli().run("core stop now");
        startAgain();
    }

    /** The processes of the switch: whichever was started last. */
    private Stream<ProcessHandle> processes() {
        var named = configuration().toString();
        return ProcessHandle.current()
                .descendants()
                .filter(each -> each.info().commandLine().orElse("").contains(named));
    }

    private Path configuration() {
        return world.pbx.folder().resolve("etc/asterisk.conf");
    }

    private void startAgain() throws IOException {
        var etc = configuration();
        Awaitility.await().atMost(SOON).until(() -> processes().findAny().isEmpty());
        var words = new ArrayList<>(world.cli().program().command());
        words.addAll(List.of("-C", etc.toString(), "-f", "-n"));
        var console = world.pbx.folder().resolve("log/console-2.log").toFile();
        var again =
                new ProcessBuilder(words)
                        .directory(world.pbx.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(console)
                        .start();
        world.keep(() -> again.destroyForcibly().waitFor());
    }

    private static List<String> diagnosed(Path settings) {
        return diagnosed(SettingsReader.read(settings, Map.of())).stream()
                .filter(finding -> finding.verdict() != Finding.Verdict.OK)
                .map(finding -> finding.part() + " " + finding.words())
                .toList();
    }

    private static List<Finding> diagnosed(Settings settings) {
        var findings = new ArrayList<Finding>();
        Diagnosis.look(settings, findings::add);
        return findings;
    }
}
