package io.recaller.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.recaller.doctor.Finding.Verdict;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsMark;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortFindingsTest {
    @TempDir private Path folder;

    @Test
    void aPortOfAnotherProgramIsNamedByItsKey() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var findings = new PortFindings(settings("port: " + other.getLocalPort()));

            assertThat(findings.look())
                    .filteredOn(finding -> !finding.well())
                    .extracting(Finding::words)
                    .containsExactly(
                            "http.port "
                                    + other.getLocalPort()
                                    + " is taken by another program; end it, or set another"
                                    + " http.port");
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamedByItsKey() throws IOException {
        var findings = new PortFindings(settings("host: 192.0.2.1, port: " + FreePorts.tcp()));

        assertThat(findings.look())
                .extracting(Finding::words)
                .contains("http.host 192.0.2.1 is no address of this machine; set one that is");
    }

    /** Two that are started on one machine as the documentation says have the same ports. */
    @Test
    void aPortOfAServerWithOtherSettingsIsNotOurs() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ours = settings("port: " + other.getLocalPort());

            assertThat(held(ours, SettingsMark.of(ours)))
                    .isEqualTo(
                            Finding.ok(
                                    "ports",
                                    "http.port "
                                            + other.getLocalPort()
                                            + " is held by this server, which runs"));
            for (var mark : List.of("0123456789abcdef", "")) {
                var finding = held(ours, mark);
                assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
                assertThat(finding.words())
                        .isEqualTo(
                                "http.port "
                                        + other.getLocalPort()
                                        + " is taken by another program (a Recaller of another"
                                        + " folder or database than these settings have, or of an"
                                        + " older version); end it, or set another http.port");
            }
        }
    }

    /** What is found of {@code http.port} when a server with this mark answers. */
    private static Finding held(Settings ours, String mark) throws IOException {
        var web = ours.web();
        var says =
                "{\"server\": \"%s\", \"settings\": \"%s\", \"ports\": {\"http.port\": %d}}"
                        .formatted(ours.serverName(), mark, web.port());
        var server =
                HttpServer.create(
                        new InetSocketAddress(web.managementHost(), web.managementPort()), 0);
        server.createContext(
                "/health/live",
                exchange -> {
                    exchange.sendResponseHeaders(200, says.length());
                    exchange.getResponseBody().write(says.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.start();
        try {
            return new PortFindings(ours)
                    .look().stream()
                            .filter(finding -> finding.words().startsWith("http.port"))
                            .findFirst()
                            .orElseThrow();
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, OK, goes as ours",
        "3, OK, goes as ours",
        "-4, BAD, 4 s behind ours",
        "75, BAD, 1 min 15 s ahead of ours",
        "-7260, BAD, 2 h 1 min behind ours"
    })
    void aClockThatGoesWrongIsTold(long seconds, Verdict verdict, String words) {
        var finding =
                ClockFinding.of("Asterisk's", Duration.ofSeconds(seconds), Duration.ofSeconds(3));

        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.words()).contains(words);
    }

    /** Ports of its own: a server that runs on the usual ones holds them rightly. */
    private Settings settings(String http) throws IOException {
        var yaml =
                """
                time-zone: Asia/Almaty
                numbers: {8000: telecom}
                agi: {token: t0ken, port: %d}
                ami: {secret: s3cret}
                management: {port: %d}
                http: {%s}
                """
                        .formatted(FreePorts.tcp(), FreePorts.tcp(), http);
        return SettingsReader.read(
                Files.writeString(folder.resolve("recaller.yaml"), yaml), Map.of());
    }
}
