package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.recaller.db.OlderPostgres;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The versions of PostgreSQL that an operator may bring; the one brought along runs elsewhere. */
final class OlderPostgresTest {
    private static final String KEY = "older";
    private static final String KEY_HASH =
            "da925a30e31f7fdaa7044e3e5ba4ae17" + "670de82d677b0e7adf5700428a137a36";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {16, 17})
    void aServerStartsOnItRehearsesEveryTurnAndTakesContacts(int major) throws Exception {
        var warned = new ListAppender<ILoggingEvent>();
        var jooq = (Logger) LoggerFactory.getLogger("org.jooq");
        warned.start();
        jooq.addAppender(warned);
        var told = new CopyOnWriteArrayList<String>();
        try (var postgres = OlderPostgres.start(major)) {
            var port = FreePorts.tcp();
            var settings = SettingsReader.read(settings(postgres, port), Map.of());

            try (var _ = Recaller.start(settings, told::add)) {
                var reported = report(port);

                assertThat(reported.body()).contains("\"created\":1");
            }
        } finally {
            jooq.detachAppender(warned);
        }

        assertThat(told).contains("rehearsing calls", "ready for calls");
        assertThat(warned.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    private static HttpResponse<String> report(int port) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/api/v1/contacts"))
                            .header("Authorization", "Bearer " + KEY)
                            .header("Content-Type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            """
                                            {"contacts": [{"source": "crm", "externalId": "1",
                                             "handles": ["tel:+77010000009"], "topic": "outage",
                                             "nature": "interaction", "direction": "inbound",
                                             "channel": "chat",
                                             "startedAt": "2026-05-11T09:00:00Z"}]}
                                            """))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private Path settings(OlderPostgres postgres, int port) throws IOException {
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                flows: %s
                numbers: {8000: short}
                agi: {token: t0ken, port: %d}
                ami: {secret: s3cret, port: 1}
                http: {port: %d}
                management: {port: %d}
                api: {keys: {crm: {sha256: %s, scopes: [report]}}}
                database: {url: "%s", user: recaller}
                fields: {account: {kind: digits}, name: {tier: claimed}}
                speech: {command: [cp, "%s", "{out}"]}
                """
                        .formatted(
                                flows(),
                                FreePorts.tcp(),
                                port,
                                FreePorts.tcp(),
                                KEY_HASH,
                                postgres.settings().url(),
                                silence()));
    }

    private Path flows() throws IOException {
        var flows = Files.createDirectory(folder.resolve("flows"));
        Files.copy(Path.of("src/test/resources/e2e/short.yaml"), flows.resolve("short.yaml"));
        return flows;
    }

    /** Half a second, whatever is said. */
    private Path silence() throws IOException {
        var file = folder.resolve("silence.wav");
        var format = new AudioFormat(22050, 16, 1, true, false);
        var samples = new ByteArrayInputStream(new byte[22050]);
        AudioSystem.write(
                new AudioInputStream(samples, format, 11025),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }
}
