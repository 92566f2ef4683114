package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recaller.db.TestDatabase;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.FreePorts;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.sound.Recording;
import io.recaller.lab.stage.BasicPbx;
import io.recaller.lab.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialplan's page, followed by an operator of Asterisk's own basic-pbx sample. */
final class BasicPbxIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration PROMISED = Duration.ofSeconds(10);

    /** A ringing tone is silent between its rings, and begins anew with each try. */
    private static final Duration SOUND_WITHIN = Duration.ofSeconds(2);

    private static final String INTRO = "Good day, this is the short line.";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Pattern FENCE = Pattern.compile("(?s)```ini\n(.*?)```");

    private final Ports ports = Ports.free();
    private final Ports stagePorts = Ports.free();
    private final int agiPort = Ports.free().ami();

    @Test
    void aCallIsServedAndWithoutTheServerTheSamplesPhonesRing(@TempDir Path folder)
            throws IOException {
        var environment = System.getenv();
        var cache = AsteriskPackages.defaultCache(environment);
        var packages = new AsteriskPackages(cache, environment, _ -> {});
        var program = packages.asterisk();
        assumeTrue(BasicPbx.isThere(program), "this Asterisk came without its samples");
        var settings = settings(folder, packages.espeakCommand());

        try (var _ = pbx(program, folder.resolve("pbx"));
                var stage =
                        Stage.open(
                                program,
                                folder.resolve("stage"),
                                stagePorts,
                                new Role.Stage(ports.sip()))) {
            var phone = stage.phone("phone-1").neverAnswers();
            try (var server = World.Server.start(settings)) {
                Awaitility.await()
                        .atMost(SOON)
                        .until(() -> server.metric("recaller_ami_connected") == 1);
                var call = stage.call("+12565550100", "2565551100");
                call.awaitAnswered(SOON);
                Ear.listen(Duration.ofSeconds(3));
                call.press("0");
                Ear.listen(Duration.ofSeconds(1));
                call.hangUp();
                call.awaitEnd(SOON);

                assertThat(Ear.words(call.heard(), INTRO)).containsExactly(INTRO);
                assertThat(phone.calls()).isZero();
            }

            var alone = stage.call("+12565550100", "2565551100");
            phone.awaitRinging(PROMISED);
            Ear.listen(Duration.ofSeconds(3));
            phone.answer();
            phone.awaitTalking(SOON);
            Ear.listen(Duration.ofSeconds(14));
            alone.hangUp();
            alone.awaitEnd(SOON);
            assertThat(Ear.longestSilence(alone.heard(), Duration.ZERO, PROMISED))
                    .as("with a ringing tone where the sample has no music")
                    .isLessThanOrEqualTo(SOUND_WITHIN);
            assertThat(
                            Recording.read(alone.heard())
                                    .find(Map.of("agent", stage.voiceOf("phone-1"))))
                    .isNotEmpty();
        }
    }

    /** Each block of the page goes where the words before it say. */
    private BasicPbx pbx(AsteriskProgram program, Path folder) throws IOException {
        var page = Files.readString(Path.of("../dialplans/asterisk/README.md"));
        var usual = blocks(page.substring(0, page.indexOf("### With Asterisk's")));
        var sample =
                blocks(
                        page.substring(
                                page.indexOf("### With Asterisk's"), page.indexOf("## Modules")));
        var added = new HashMap<String, String>();
        added.put("recaller.token.conf", usual.get(1));
        added.put(
                "manager.conf",
                usual.get(2).replace("[general]", "[general]\nport = " + ports.ami()));
        added.put(
                "extensions.conf", (sample.get(0) + sample.get(3)).replace(":4573", ":" + agiPort));
        added.put("asterisk.conf", sample.get(1));
        added.put("modules.conf", sample.get(2));
        return BasicPbx.start(program, folder, ports, stagePorts.sip(), Map.copyOf(added));
    }

    private static List<String> blocks(String page) {
        return FENCE.matcher(page)
                .results()
                .map(block -> block.group(1).replaceAll("<openssl [^>]*>", SECRET))
                .toList();
    }

    private Path settings(Path folder, List<String> espeak) throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        try (var small = BasicPbxIT.class.getResourceAsStream("/e2e/short.yaml")) {
            Files.copy(Objects.requireNonNull(small), flows.resolve("short.yaml"));
        }
        var database = TestDatabase.freshSettings();
        return Files.writeString(
                folder.resolve("server.yaml"),
                """
                time-zone: America/Chicago
                default-region: US
                folder: '%s'
                flows: flows
                numbers: {2565551100: short}
                database: {url: '%s', user: '%s', password: '%s'}
                agi: {port: %d, token: %s}
                ami: {port: %d, user: recaller, secret: %s}
                http: {port: %d}
                management: {port: %d}
                speech:
                  command: [%s]
                fields:
                  name: {kind: text, tier: claimed}
                  account: {kind: digits, tier: verified}
                """
                        .formatted(
                                World.own(folder, 1),
                                database.url(),
                                database.user(),
                                database.password(),
                                agiPort,
                                SECRET,
                                ports.ami(),
                                SECRET,
                                FreePorts.tcp(),
                                FreePorts.tcp(),
                                World.speech(espeak)));
    }
}
