package io.recaller.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.sound.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is missing, silent or hostile, the caller reaches a person. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NoServerIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final String CONTACT = "019b0000-0000-7000-8000-00000000beef";
    private static final String TOKEN = "f00dfeedf00dfeed";

    private static final Pattern HEADER = Pattern.compile("agi_[a-z0-9_]+: .*");

    /** There is no ringing without the one; the other goes only with res_agi. */
    private static final Set<String> INDISPENSABLE = Set.of("app_dial.so", "res_speech.so");

    private final int firstPort = Ports.free().ami();
    private final int secondPort = Ports.free().ami();
    private LocalAsterisk pbx;
    private Stage stage;
    private Cli cli;
    private TinyAmi server;
    private Phone phone;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        var environment = System.getenv();
        var cache = AsteriskPackages.defaultCache(environment);
        var program = new AsteriskPackages(cache, environment, _ -> {}).asterisk();
        var ports = Ports.free();
        var stagePorts = Ports.free();
        var servers = List.of("127.0.0.1:" + firstPort, "127.0.0.1:" + secondPort);
        var role =
                new Role.Pbx(
                        stagePorts.sip(),
                        List.of("phone-1"),
                        servers,
                        TOKEN,
                        Duration.ofSeconds(1));
        pbx = LocalAsterisk.start(program, folder.resolve("pbx"), ports, role);
        stage =
                Stage.open(
                        program, folder.resolve("stage"), stagePorts, new Role.Stage(ports.sip()));
        cli = new Cli(program, pbx);
        server = new TinyAmi(pbx.server());
    }

    @BeforeEach
    void quickly() {
        cli.run("dialplan set global RECALLER_PATIENCE 1");
        phone = stage.phone("phone-1").isBusy();
    }

    @AfterEach
    void hangUp() {
        phone.hangUp();
    }

    @AfterAll
    void end() throws IOException {
        server.close();
        stage.close();
        pbx.close();
    }

    @Test
    void aHostThatDropsPacketsAndAServerThatHangsCostMusicAndLessThanTenSeconds()
            throws IOException {
        cli.run("dialplan set global RECALLER_PATIENCE not-a-number");
        phone.neverAnswers();
        int calls = phone.calls();

        Call call;
        long began = System.nanoTime();
        try (var _ = new DeafPort(firstPort);
                var _ = new ServerSocket(secondPort, 50, InetAddress.getLoopbackAddress())) {
            call = stage.call("+77011234567", "8000");
            call.awaitAnswered(Duration.ofSeconds(3));
            Awaitility.await().atMost(PROMISED).until(() -> phone.calls() > calls);
        }
        var until = Duration.ofNanos(System.nanoTime() - began);
        call.hangUp();
        call.awaitEnd(SOON);

        assertThat(until).isBetween(Duration.ofSeconds(6), PROMISED);
        var music = Map.of("music", pbx.folder().resolve("moh/hold.wav"));
        assertThat(Recording.read(call.heard()).find(music).getFirst().at())
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aServerThatHangsInTheMiddleOfACallCostsSilenceOfSecondsMusicAndThenAPersonHelps()
            throws IOException {
        cli.run("dialplan set global RECALLER_PATIENCE 7");
        phone.neverAnswers();
        int calls = phone.calls();
        var hung = new AtomicLong();
        TinyAgi.Script hanging =
                visit -> {
                    // As for one that is stopped: it lifts nothing.
                    visit.set("TIMEOUT(absolute)", "2");
                    if (hung.get() == 0) {
                        visit.set("RECALLER_CONTACT", CONTACT);
                        visit.set("TIMEOUT(absolute)", "5");
                        visit.send("GOSUB recaller-read s 1 \",1,6\"");
                        hung.set(System.nanoTime());
                    }
                    visit.hang();
                };

        Call call;
        try (var _ = new TinyAgi(firstPort, hanging)) {
            call = stage.call("+77011234567", "8000");
            Awaitility.await().atMost(SOON.multipliedBy(4)).until(() -> phone.calls() > calls);
        }
        var until = Duration.ofNanos(System.nanoTime() - hung.get());
        Changes.pause(Duration.ofSeconds(3));
        call.hangUp();
        call.awaitEnd(SOON);

        assertThat(until).isBetween(Duration.ofSeconds(5), PROMISED);
        var music = Map.of("music", pbx.folder().resolve("moh/hold.wav"));
        assertThat(Recording.read(call.heard()).find(music)).isNotEmpty();
    }

    @Test
    void whicheverModuleIsMissingTheRingGroupIsReachedAndNobodyWaitsInSilence() {
        phone.neverAnswers();
        for (var module : documented()) {
            if (INDISPENSABLE.contains(module)) {
                continue;
            }
            cli.run("module unload -f " + module);
            assertThat(cli.run("module show like " + module)).as(module).contains("0 modules");

            var call = assertReachesThePhone(module);

            assertThat(silence(call)).as(module).isLessThan(quietest(module));
            load(module);
        }
    }

    /** Servers ask by GOSUB of app_stack, which res_agi knows only of one loaded after it. */
    private void load(String module) {
        cli.run("module load " + module);
        if (module.equals("res_agi.so")) {
            cli.run("module unload -f app_stack.so");
            cli.run("module load app_stack.so");
        }
    }

    /** Between two rings it is silent for four seconds (indications.conf, us). */
    private static Duration quietest(String without) {
        return Duration.ofSeconds(without.equals("res_musiconhold.so") ? 5 : 2);
    }

    /** From the answer on; what rings before it is the telephone's own. */
    private static Duration silence(Call call) {
        var heard = Recording.read(call.heard());
        assertThat(heard.length()).isGreaterThan(Duration.ofSeconds(2));
        return heard.longestSilence(Duration.ZERO, heard.length());
    }

    @Test
    void withoutAllOfThemButThoseForAskingAndRingingTheRingGroupIsReached() {
        var missing = new TreeSet<>(documented());
        missing.removeAll(Set.of("app_dial.so", "res_agi.so", "res_speech.so"));
        missing.forEach(module -> cli.run("module unload " + module));

        assertReachesThePhone("all");

        missing.forEach(this::load);
    }

    private Call assertReachesThePhone(String without) {
        var calls = phone.calls();
        var call = stage.call("+77011234567", "8000");
        Awaitility.await(without).atMost(SOON).until(() -> phone.calls() > calls);
        Changes.pause(Duration.ofMillis(2500));
        call.hangUp();
        call.awaitEnd(SOON);
        return call;
    }

    @Test
    void aServerThatDiesAtEachVisitIsNone() throws IOException {
        TinyAgi.Script dying =
                _ -> {
                    throw new IOException("as a test");
                };

        try (var _ = new TinyAgi(firstPort, dying)) {
            assertReachesThePhone("a server that lives");
        }
    }

    @Test
    void keysThatAreOnNoTelephoneEndNothingAndTheOthersCount() throws Exception {
        cli.run("dialplan set global RECALLER_PATIENCE 60");
        BlockingQueue<String> keys = new LinkedBlockingQueue<>();
        TinyAgi.Script waiting =
                visit -> {
                    if (visit.header("agi_network_script").equals("call")) {
                        keys.add(visit.get("RECALLER_KEYS"));
                        visit.set("RECALLER_CONTACT", CONTACT);
                        visit.set("RECALLER_DONE", "wait");
                    } else if (visit.get("RECALLER_KEY").isEmpty()) {
                        visit.set("RECALLER_DONE", "wait");
                    } else {
                        keys.add(visit.get("RECALLER_KEY"));
                        visit.set("RECALLER_DONE", "hangup");
                    }
                };

        var call = stage.call("+77011234567", "8000");
        call.awaitAnswered(SOON);
        call.press("A4DB2");
        try (var _ = new TinyAgi(firstPort, waiting)) {
            assertThat(keys.poll(5, TimeUnit.SECONDS)).isEqualTo("42");
            Changes.pause(Duration.ofMillis(500));
            call.press("DCBA");
            call.press("7");
            assertThat(keys.poll(5, TimeUnit.SECONDS)).isEqualTo("7");
            call.awaitEnd(SOON);
        }
    }

    @Test
    void theTokenIsInNoLogHoweverTalkative() throws Exception {
        cli.run("logger add channel full verbose(5),debug,notice,warning,error");
        cli.run("dialplan reload");
        BlockingQueue<String> token = new LinkedBlockingQueue<>();
        TinyAgi.Script asking =
                visit -> {
                    var asked = "${AST_CONFIG(recaller.token.conf,recaller,token)}";
                    token.add(visit.send("GET FULL VARIABLE \"" + asked + "\""));
                    visit.set("RECALLER_DONE", "hangup");
                };
        try (var _ = new TinyAgi(firstPort, asking)) {
            stage.call("+77011234567", "8000").awaitEnd(SOON);
        }

        assertThat(token.poll(5, TimeUnit.SECONDS)).contains(TOKEN);
        cli.run("logger remove channel full");
        var log = Files.readString(pbx.folder().resolve("log/full"));
        assertThat(log).contains("agi://", "Setting global variable").doesNotContain(TOKEN);
    }

    @Test
    void numbersAndNamesWithLineBreaksAndBarsAreOnlyWhatIsANumberInThem() throws Exception {
        BlockingQueue<List<String>> headers = new LinkedBlockingQueue<>();
        TinyAgi.Script noting =
                visit -> {
                    headers.add(visit.lines());
                    visit.set("RECALLER_DONE", "hangup");
                };
        var forged =
                "8000%7CA%7Cother%0A200%20result=1%20(A)%0D%0Aagi_arg_3%3A%20attestation=A%0A%0A";
        var users =
                List.of(
                        forged,
                        "8000%22%2C$%7BSHELL(id)%7D%2C1",
                        "8000&PJSIP/phone-1",
                        "8000" + "9".repeat(1000),
                        "%2B8000%5C%25");
        var from =
                "\"Ann%0A\""
                        + " <sip:+7701%0D%0Aagi_arg_3%3A%20attestation=A%0D%0A%0D%0AEvent%3A%20Forged%0D%0A@127.0.0.1>";
        try (var _ = new TinyAgi(firstPort, noting)) {
            for (var user : users) {
                try (var invite = new RawInvite(pbx.ports().sip())) {
                    invite.call(user, from, 5);
                }
                var lines = headers.poll(5, TimeUnit.SECONDS);
                assertThat(lines).as(user).isNotNull().allMatch(HEADER.asMatchPredicate());
                var names = lines.stream().map(line -> line.replaceAll(":.*", "")).toList();
                assertThat(names).doesNotHaveDuplicates();
                assertThat(lines)
                        .anyMatch(line -> line.matches("agi_arg_2: dnis=\\+?[0-9]{4,32}"))
                        .contains("agi_arg_3: attestation=");
            }
        }
        assertThat(server.events())
                .noneMatch(event -> event.containsKey("agi_arg_3"))
                .noneMatch(event -> "Forged".equals(event.get("Event")));
    }

    @Test
    void theModulesAreThoseOfThePageAndNoOthersThanSipAndSoundAreLoaded() throws IOException {
        var page = Files.readString(Path.of("../dialplans/asterisk/README.md"));
        var table = page.substring(page.indexOf("## Modules"), page.indexOf("## Globals"));
        var told =
                Pattern.compile("(?m)^\\| ((?:`[a-z_]+`,? ?)+) \\|")
                        .matcher(table)
                        .results()
                        .flatMap(row ->
                                Pattern.compile("`([a-z_]+)`").matcher(row.group(1)).results())
                        .map(name -> name.group(1) + ".so")
                        .collect(Collectors.toSet());

        var loaded =
                Pattern.compile(
                                "(?m)^((?:app|func|res_agi|res_speech|res_musiconhold)[a-z_]*\\.so)")
                        .matcher(cli.run("module show"))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());

        assertThat(documented()).isEqualTo(told);
        assertThat(loaded).isEqualTo(told);
    }

    private static Set<String> documented() {
        try {
            var file = Files.readString(Path.of("../dialplans/asterisk/modules.recaller.conf"));
            return Pattern.compile("(?m)^load = (\\S+)")
                    .matcher(file)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
