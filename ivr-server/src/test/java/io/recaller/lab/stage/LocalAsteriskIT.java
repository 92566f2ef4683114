package io.recaller.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.sound.HeardPrompt;
import io.recaller.lab.sound.Melody;
import io.recaller.lab.sound.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The dialplan on a real Asterisk, with a server just big enough to be killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class LocalAsteriskIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(15);
    private static final String CONTACT = "contact-1";

    private Path folder;
    private final int firstPort = Ports.free().ami();
    private final int secondPort = Ports.free().ami();
    private LocalAsterisk pbx;
    private Stage stage;
    private Path prompt;
    private TinyAmi server;
    private Phone phone;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        AsteriskProgram program =
                new AsteriskPackages(
                                AsteriskPackages.defaultCache(System.getenv()),
                                System.getenv(),
                                _ -> {})
                        .asterisk();
        Ports ports = Ports.free();
        Ports stagePorts = Ports.free();
        List<String> servers = List.of("127.0.0.1:" + firstPort, "127.0.0.1:" + secondPort);
        Role.Pbx role =
                new Role.Pbx(
                        stagePorts.sip(),
                        List.of("phone-1", "phone-2"),
                        servers,
                        "word",
                        Duration.ofSeconds(6));
        pbx = LocalAsterisk.start(program, folder.resolve("pbx"), ports, role);
        stage =
                Stage.open(
                        program, folder.resolve("stage"), stagePorts, new Role.Stage(ports.sip()));
        prompt =
                new Melody(
                                List.of(600, 900, 700, 1100, 800, 1300, 650, 950),
                                Duration.ofMillis(500))
                        .write(folder.resolve("prompt.wav"));
    }

    @BeforeEach
    void signIn() throws IOException {
        server = new TinyAmi(pbx.server());
        phone = stage.phone("phone-1").neverAnswers();
    }

    @AfterEach
    void signOut() throws IOException {
        phone.hangUp();
        server.close();
    }

    @AfterAll
    void end() {
        stage.close();
        pbx.close();
    }

    @Test
    void aPromptIsHeardAtOnceAndAKeyCutsItOff() throws IOException {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        TinyAgi.Script script =
                visit -> {
                    said.add(visit.header("agi_callerid") + " " + visit.header("agi_arg_2"));
                    visit.send("EXEC Read RECALLER_PICK_1," + sound(prompt) + ",1,,1,3");
                    said.add(visit.get("RECALLER_PICK_1"));
                    visit.set("RECALLER_DONE", "hangup");
                };

        Call call;
        try (TinyAgi _ = new TinyAgi(firstPort, script)) {
            call = stage.call("+77011234567", "8000");
            call.awaitAnswered(SOON);
            Changes.pause(Duration.ofMillis(1500));
            call.press("6");
            call.awaitEnd(SOON);
        }

        assertThat(said).containsExactly("+77011234567 dnis=8000", "6");
        List<HeardPrompt> heard = Recording.read(call.heard()).find(Map.of("prompt", prompt));
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().at()).isLessThan(Duration.ofMillis(300));
        assertThat(heard.getFirst().heardFor())
                .isBetween(Duration.ofMillis(1250), Duration.ofMillis(2250));
    }

    @Test
    void aKeyPressedAfterTheServerWasKilledReachesTheNextServer() throws Exception {
        BlockingQueue<String> picked = new LinkedBlockingQueue<>();
        TinyAgi first =
                new TinyAgi(
                        firstPort,
                        visit -> visit.send("EXEC Read RECALLER_PICK_1," + sound(prompt) + ",1"));
        TinyAgi.Script resuming =
                visit -> {
                    picked.add(visit.get("RECALLER_PICK_1"));
                    visit.set("RECALLER_DONE", "hangup");
                };

        try (first;
                TinyAgi _ = new TinyAgi(secondPort, resuming)) {
            Call call = stage.call("+77011234567", "8000");
            call.awaitAnswered(SOON);
            Changes.pause(Duration.ofMillis(700));
            first.close();
            Changes.pause(Duration.ofMillis(700));
            call.press("6");
            call.awaitEnd(SOON);
        }

        assertThat(picked.poll(5, TimeUnit.SECONDS)).isEqualTo("6");
    }

    @Test
    void keysPressedWhileNoServerLivesReachTheOneThatComesBack() throws Exception {
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        TinyAgi.Script returned =
                visit -> {
                    keys.add(visit.get("RECALLER_KEYS"));
                    visit.set("RECALLER_DONE", "hangup");
                };

        Call call = stage.call("+77011234567", "8000");
        call.awaitAnswered(SOON);
        Changes.pause(Duration.ofMillis(1200));
        call.press("42*");
        try (TinyAgi _ = new TinyAgi(firstPort, returned)) {
            call.awaitEnd(SOON);
        }

        assertThat(keys.poll(5, TimeUnit.SECONDS)).isEqualTo("42*");
    }

    @Test
    void withoutAnyServerTheRingGroupRingsAndBothHearEachOther() throws IOException {
        phone.answersAfter(Duration.ofSeconds(1));

        Call call = stage.call("+77011234567", "8000");
        Path voice = callerTalks(call);
        phone.awaitRinging(LATER);
        phone.awaitTalking(SOON);
        Changes.pause(Duration.ofSeconds(4));
        phone.hangUp();
        call.awaitEnd(SOON);

        assertThat(names(call.heard(), Map.of("agent", stage.voiceOf("phone-1"))))
                .contains("agent");
        assertThat(names(phone.heard(), Map.of("caller", voice))).contains("caller");
    }

    @Test
    void theAgentsLegIsRungFirstAndBridgedToTheCallerWhoHeardMusicMeanwhile() throws IOException {
        BlockingQueue<String> channel = new LinkedBlockingQueue<>();
        BlockingQueue<String> pressed = new LinkedBlockingQueue<>();
        phone.answersAfter(Duration.ofSeconds(3));

        Call call;
        Path voice;
        try (TinyAgi _ = new TinyAgi(firstPort, waiting(channel, pressed))) {
            call = stage.call("+77011234567", "8000");
            voice = callerTalks(call);
            ringAgent(take(channel));
            Phone.Screen screen = phone.awaitRinging(SOON);
            Changes.pause(Duration.ofSeconds(1));
            call.press("5");
            assertThat(screen).isEqualTo(new Phone.Screen("Maria · billing", "+77011234567"));
            assertThat(take(pressed)).isEqualTo("5");
            phone.awaitTalking(SOON);
            server.awaitBridgeResults(CONTACT, "answered");
            Changes.pause(Duration.ofSeconds(4));
            phone.hangUp();
            call.awaitEnd(SOON);
        }

        server.awaitBridgeResults(CONTACT, "answered", "talked");
        assertThat(server.userEvents("RecallerEnded", CONTACT)).hasSize(1);
        Path music = pbx.folder().resolve("moh/hold.wav");
        assertThat(names(call.heard(), Map.of("agent", stage.voiceOf("phone-1"), "music", music)))
                .containsSubsequence("music", "agent");
        assertThat(names(phone.heard(), Map.of("caller", voice))).contains("caller");
    }

    @Test
    void aTalkThatBeginsInAPauseOfAServerGoesOnAfterTheLimitOfThatPause() throws IOException {
        BlockingQueue<String> visits = new LinkedBlockingQueue<>();
        phone.answersAfter(Duration.ofMillis(200));
        TinyAgi.Script pausing =
                visit -> {
                    if (visit.header("agi_network_script").equals("call")) {
                        visit.set("RECALLER_CONTACT", CONTACT);
                        visit.set("RECALLER_DONE", "wait");
                    } else {
                        visit.send("GOSUB recaller-read s 1 \",1,0.1\"");
                        visits.add(visit.header("agi_channel"));
                        visit.hang();
                    }
                };

        try (TinyAgi _ = new TinyAgi(firstPort, pausing)) {
            Call call = stage.call("+77011234567", "8000");
            call.awaitAnswered(SOON);
            Changes.pause(Duration.ofMillis(500));
            call.press("1");
            ringAgent(take(visits));
            phone.awaitTalking(SOON);
            Changes.pause(Duration.ofSeconds(7));
            server.awaitBridgeResults(CONTACT, "answered");
            phone.hangUp();
            call.awaitEnd(SOON);
        }

        server.awaitBridgeResults(CONTACT, "answered", "talked");
    }

    @Test
    void theCallersHangUpEndsTheAgentsLegToo() throws IOException {
        BlockingQueue<String> channel = new LinkedBlockingQueue<>();
        phone.answersAfter(Duration.ofMillis(200));

        try (TinyAgi _ = new TinyAgi(firstPort, waiting(channel, new LinkedBlockingQueue<>()))) {
            Call call = stage.call("+77011234567", "8000");
            ringAgent(take(channel));
            phone.awaitTalking(SOON);
            server.awaitBridgeResults(CONTACT, "answered");
            Changes.pause(Duration.ofSeconds(1));
            call.hangUp();
        }

        phone.awaitIdle(SOON);
        server.awaitBridgeResults(CONTACT, "answered", "talked");
        Awaitility.await()
                .atMost(SOON)
                .until(() -> server.userEvents("RecallerEnded", CONTACT).size() == 1);
    }

    @Test
    void aCallerWhoHadGoneBeforeTheAnswerIsAnOutcomeOfItsOwn() throws IOException {
        BlockingQueue<String> channel = new LinkedBlockingQueue<>();

        try (TinyAgi _ = new TinyAgi(firstPort, waiting(channel, new LinkedBlockingQueue<>()))) {
            Call call = stage.call("+77011234567", "8000");
            ringAgent(take(channel));
            phone.awaitRinging(SOON);
            call.hangUp();
            call.awaitEnd(SOON);
            phone.answer();
        }

        server.awaitBridgeResults(CONTACT, "gone");
        phone.awaitIdle(SOON);
        assertThat(server.userEvents("RecallerEnded", CONTACT))
                .singleElement()
                .satisfies(e -> assertThat(e).containsEntry("Place", "wait"));
    }

    @Test
    void theServersAccountMayDoItsWorkAndNothingElse() {
        assertThat(server.send("Ping")).containsEntry("Response", "Success");
        assertThat(server.send("CoreShowChannels")).containsEntry("Response", "Success");
        assertThat(server.send("Getvar", "Variable: RECALLER_PATIENCE"))
                .containsEntry("Value", "6");
        for (List<String> forbidden :
                List.of(
                        List.of("Command", "Command: core show channels"),
                        List.of("Originate", "Channel: PJSIP/phone-1", "Application: System"),
                        List.of("Originate", "Channel: PJSIP/phone-1", "Application: AGI"),
                        List.of("Getvar", "Variable: SHELL(id)"),
                        List.of("GetConfig", "Filename: manager.conf"),
                        List.of("Reload"),
                        List.of("PlayDTMF", "Channel: nobody", "Digit: 1"))) {
            String[] fields = forbidden.subList(1, forbidden.size()).toArray(String[]::new);
            assertThat(server.send(forbidden.getFirst(), fields))
                    .as(forbidden.toString())
                    .containsEntry("Response", "Error");
        }
    }

    @Test
    void noLogKeepsTheDigitsOrTheToken() throws IOException {
        TinyAgi.Script script =
                visit -> {
                    visit.send("EXEC Read RECALLER_PICK_1,,4,,1,3");
                    visit.set("RECALLER_DONE", "hangup");
                };
        try (TinyAgi _ = new TinyAgi(firstPort, script)) {
            Call call = stage.call("+77011234567", "8000");
            call.awaitAnswered(SOON);
            call.press("7391");
            call.awaitEnd(SOON);
        }

        try (Stream<Path> logs = Files.walk(pbx.folder().resolve("log"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log)).doesNotContain("7391", "word");
            }
        }
    }

    /** A server that parks the caller at once and afterwards only notes keys. */
    private static TinyAgi.Script waiting(
            BlockingQueue<String> channel, BlockingQueue<String> pressed) {
        return visit -> {
            if (visit.header("agi_network_script").equals("call")) {
                visit.set("RECALLER_CONTACT", CONTACT);
                visit.set("RECALLER_DONE", "wait");
                channel.add(visit.header("agi_channel"));
            } else {
                Stream.of(visit.get("RECALLER_KEY"))
                        .filter(key -> !key.isEmpty())
                        .forEach(pressed::add);
                visit.set("RECALLER_DONE", "wait");
            }
        };
    }

    private void ringAgent(String caller) {
        assertThat(
                        server.send(
                                "Originate",
                                "Channel: PJSIP/phone-1",
                                "Context: recaller-agent",
                                "Exten: s",
                                "Priority: 1",
                                "CallerID: \"Maria · billing\" <+77011234567>",
                                "Timeout: 20000",
                                "Async: true",
                                "Variable: RECALLER_CONTACT=" + CONTACT,
                                "Variable: RECALLER_OFFER=offer-1",
                                "Variable: RECALLER_CALLER=" + caller))
                .containsEntry("Response", "Success");
    }

    private Path callerTalks(Call call) throws IOException {
        Path voice =
                new Melody(List.of(1500, 450, 1250, 550, 1750, 350), Duration.ofMillis(300))
                        .write(folder.resolve("caller.wav"));
        call.awaitAnswered(SOON);
        call.says(voice);
        return voice;
    }

    private static String take(BlockingQueue<String> queue) {
        return Awaitility.await().atMost(SOON).until(queue::poll, taken -> taken != null);
    }

    private static List<String> names(Path recording, Map<String, Path> prompts) {
        return Recording.read(recording).find(prompts).stream().map(HeardPrompt::prompt).toList();
    }

    private static String sound(Path file) {
        return Stage.withoutExtension(file);
    }
}
