package io.recaller.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.debian.Tool;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** STIR/SHAKEN between two real Asterisks, with an authority of the test's own. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class AttestationIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** The numbers that are signed, and how. */
    private static final Map<String, String> SIGNED =
            Map.of("12155550101", "A", "12155550102", "B", "77011234567", "A");

    private static final String FORGED = "12155550109";

    private static final List<String> MODULES =
            List.of("res_curl", "func_curl", "res_stir_shaken", "res_pjsip_stir_shaken");

    private final int agi = Ports.free().ami();
    private Path folder;
    private HttpServer certificates;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private TinyAgi server;
    private LocalAsterisk pbx;
    private Stage stage;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        authority("ca");
        authority("stranger");
        certificate("signer", "ca");
        certificate("forger", "stranger");
        certificates =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        certificates.createContext(
                "/",
                exchange -> {
                    var pem =
                            Files.readAllBytes(
                                    folder.resolve(
                                            exchange.getRequestURI().getPath().substring(1)));
                    exchange.sendResponseHeaders(200, pem.length);
                    exchange.getResponseBody().write(pem);
                    exchange.close();
                });
        certificates.start();

        var environment = System.getenv();
        var cache = AsteriskPackages.defaultCache(environment);
        var program = new AsteriskPackages(cache, environment, _ -> {}).asterisk();
        var ports = Ports.free();
        var stagePorts = Ports.free();
        var role =
                new Role.Pbx(
                        stagePorts.sip(),
                        List.of("phone-1"),
                        List.of("127.0.0.1:" + agi),
                        "f00dfeedf00dfeed",
                        Duration.ofSeconds(1));
        pbx = LocalAsterisk.start(program, folder.resolve("pbx"), ports, role);
        stage =
                Stage.open(
                        program, folder.resolve("stage"), stagePorts, new Role.Stage(ports.sip()));
        server =
                new TinyAgi(
                        agi,
                        visit -> {
                            told.add(visit.header("agi_arg_3"));
                            visit.set("RECALLER_DONE", "hangup");
                        });
        verify(new Cli(program, pbx));
        sign(new Cli(program, stage.asterisk()));
    }

    private void authority(String name) throws IOException {
        openssl("ecparam -name prime256v1 -genkey -noout -out %s.key".formatted(name));
        openssl(
                "req -x509 -new -key %1$s.key -days 2 -subj /CN=%1$s -out %1$s.pem"
                        .formatted(name));
    }

    /** With the list of what its holder may sign for, without which no number is vouched for. */
    private void certificate(String name, String authority) throws IOException {
        Files.writeString(
                folder.resolve("tn.ext"),
                """
                1.3.6.1.5.5.7.1.26 = ASN1:SEQUENCE:list
                keyUsage = critical, digitalSignature
                [list]
                provider = EXP:0, IA5STRING:709J
                """);
        openssl("ecparam -name prime256v1 -genkey -noout -out %s.key".formatted(name));
        openssl("req -new -key %1$s.key -subj /CN=SHAKEN-709J -out %1$s.csr".formatted(name));
        openssl(
                ("x509 -req -in %1$s.csr -CA %2$s.pem -CAkey %2$s.key -CAcreateserial -days 1"
                                + " -extfile tn.ext -out %1$s.pem")
                        .formatted(name, authority));
        Files.setPosixFilePermissions(
                folder.resolve(name + ".key"), PosixFilePermissions.fromString("rw-------"));
    }

    private void openssl(String command) throws IOException {
        var words = ("openssl " + command).split(" ");
        for (var i = 0; i < words.length; i++) {
            if (words[i].matches("[a-z]+\\.(key|pem|csr|ext)")) {
                words[i] = folder.resolve(words[i]).toString();
            }
        }
        var done = Tool.run(Duration.ofSeconds(20), Map.of(), List.of(words));
        assertThat(done.exit()).as(done.output()).isZero();
    }

    /** As an operator lets a trunk's calls be verified. */
    private void verify(Cli cli) throws IOException {
        configure(
                cli,
                pbx.folder(),
                "trunk",
                """
                [verification]
                ca_file = %s
                cert_cache_dir = %s
                x5u_deny = 0.0.0.0/0.0.0.0
                x5u_permit = 127.0.0.0/8
                relax_x5u_port_scheme_restrictions = yes
                failure_action = continue
                [calls]
                type = profile
                endpoint_behavior = verify
                """
                        .formatted(
                                folder.resolve("ca.pem"),
                                Files.createDirectories(folder.resolve("cache"))));
    }

    private void sign(Cli cli) throws IOException {
        var text = new StringBuilder();
        SIGNED.forEach((number, level) -> text.append(number(number, level, "signer")));
        text.append(number(FORGED, "A", "forger"));
        configure(
                cli,
                stage.asterisk().folder(),
                "pbx",
                """
                [attestation]
                attest_level = C
                private_key_file = %s
                public_cert_url = %s
                [calls]
                type = profile
                endpoint_behavior = attest
                """
                                .formatted(folder.resolve("signer.key"), url("signer"))
                        + text);
    }

    private String number(String number, String level, String signer) {
        return """
        [%s]
        type = tn
        private_key_file = %s
        public_cert_url = %s
        attest_level = %s
        """
                .formatted(number, folder.resolve(signer + ".key"), url(signer), level);
    }

    private String url(String name) {
        return "http://127.0.0.1:" + certificates.getAddress().getPort() + "/" + name + ".pem";
    }

    private static void configure(Cli cli, Path asterisk, String endpoint, String shaken)
            throws IOException {
        Files.writeString(asterisk.resolve("etc/stir_shaken.conf"), shaken);
        var pjsip = asterisk.resolve("etc/pjsip.conf");
        var section = "[" + endpoint + "]\ntype = endpoint\n";
        var text = Files.readString(pjsip);
        assertThat(text).contains(section);
        Files.writeString(pjsip, text.replace(section, section + "stir_shaken_profile = calls\n"));
        for (var module : MODULES) {
            cli.run("module load " + module + ".so");
            assertThat(cli.run("module show like " + module)).contains("Running");
        }
        cli.run("module reload res_pjsip.so");
    }

    @AfterAll
    void end() {
        stage.close();
        pbx.close();
        server.close();
        certificates.stop(0);
    }

    @Test
    void aNumberTheNetworkVouchesForInFullIsAttested() throws Exception {
        assertThat(attestationOf("+12155550101")).isEqualTo("A");
        assertThat(attestationOf("+77011234567")).isEqualTo("A");
    }

    @Test
    void aPartialAttestationIsToldAsOne() throws Exception {
        assertThat(attestationOf("+12155550102")).isEqualTo("B");
    }

    @Test
    void whatNobodySignedOrAStrangerDidIsNotVouchedFor() throws Exception {
        assertThat(attestationOf("+12155550110")).isEmpty();
        assertThat(attestationOf("+" + FORGED)).isEmpty();
        assertThat(attestationOf("anonymous")).isEmpty();
    }

    private String attestationOf(String caller) throws Exception {
        stage.call(caller, "8000").awaitEnd(SOON);
        var argument = told.poll(5, TimeUnit.SECONDS);
        assertThat(argument).startsWith("attestation=");
        return argument.substring("attestation=".length());
    }
}
