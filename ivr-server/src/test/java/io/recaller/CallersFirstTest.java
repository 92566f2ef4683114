package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.db.TestDatabase;
import io.recaller.gateway.viber.ViberServer;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a start callers need comes before what they do not. */
final class CallersFirstTest {
    @TempDir private Path folder;
    private final ViberServer viber = new ViberServer();

    @AfterEach
    void close() {
        viber.close();
    }

    @Test
    void callsAreTakenBeforeDeskAndApiAnswerAndWhoComesThereIsToldToComeAgain() throws Exception {
        var settings = settings();
        var then = new ArrayList<HttpResponse<String>>();

        try (var _ =
                Recaller.start(
                        settings,
                        line -> {
                            if (line.equals("ready for calls")) {
                                isTaken(settings.agi().port());
                                then.addAll(answers(settings));
                            }
                        })) {
            assertThat(then).extracting(HttpResponse::statusCode).containsExactly(503, 503, 503);
            assertThat(then.getFirst().body()).contains("urn:recaller:problem:starting");
            assertThat(then.getFirst().headers().firstValue("Retry-After")).contains("1");
            assertThat(then.getLast().body()).contains("start");
            assertThat(answers(settings).subList(0, 2))
                    .extracting(HttpResponse::statusCode)
                    .containsExactly(200, 401);
        }
    }

    @Test
    void whoCallsUsWhileTheyAreToldWhereIsAnswered() throws Exception {
        var settings = settings();
        viber.callBack(settings.web().port());

        try (var _ = Recaller.start(settings, _ -> {})) {
            await().atMost(Duration.ofSeconds(20)).until(() -> !viber.hooks().isEmpty());
        }
    }

    @Test
    void whoIsToldToStopOnceCallsAreTakenStopsInOrderBeforeTheRestIsUp() throws Exception {
        var settings = settings();
        var end = new AtomicReference<Runnable>(() -> {});
        var ended = new FutureTask<>(() -> end.get().run(), true);

        assertThatThrownBy(() ->
                        Recaller.start(
                                settings,
                                line -> {
                                    if (line.equals("ready for calls")) {
                                        isTaken(settings.agi().port());
                                        Thread.ofVirtual().start(ended);
                                        untilInterrupted();
                                    }
                                },
                                end::set))
                .hasMessageContaining("stopped");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> isTaken(settings.agi().port()))
                .hasCauseInstanceOf(ConnectException.class);
        assertThat(viber.hooks()).isEmpty();
    }

    private static void untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static void isTaken(int port) {
        try (var call = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(call.isConnected()).isTrue();
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** Of desk, API and health. */
    private static List<HttpResponse<String>> answers(Settings settings) {
        var web = settings.web();
        return List.of(
                answer(web.port(), "/desk"),
                answer(web.port(), "/api/v1/topics"),
                answer(web.managementPort(), "/health/ready"));
    }

    private static HttpResponse<String> answer(int port, String path) {
        try (var http = HttpClient.newHttpClient()) {
            var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return http.send(asked.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException unanswered) {
            throw new IllegalStateException(unanswered);
        }
    }

    private Settings settings() throws IOException {
        var access = TestDatabase.freshSettings();
        var flows = Files.createDirectory(folder.resolve("flows"));
        Files.copy(Path.of("src/test/resources/e2e/short.yaml"), flows.resolve("short.yaml"));
        var file =
                Files.writeString(
                        folder.resolve("recaller.yaml"),
                        """
                        time-zone: Asia/Almaty
                        flows: flows
                        numbers: {8000: short}
                        agi: {token: t0ken, port: %d}
                        ami: {secret: s3cret, port: 1}
                        http: {port: %d}
                        management: {port: %d}
                        database: {url: "%s", user: "%s", password: "%s"}
                        fields: {account: {kind: digits}, name: {tier: claimed}}
                        speech: {command: [cp, "%s", "{out}"]}
                        channels:
                          vb:
                            kind: viber
                            flow: short
                            name: Aspan
                            token: %s
                            address: https://ivr.example
                            url: %s
                        """
                                .formatted(
                                        FreePorts.tcp(),
                                        FreePorts.tcp(),
                                        FreePorts.tcp(),
                                        access.url(),
                                        access.user(),
                                        access.password(),
                                        silence(),
                                        ViberServer.TOKEN,
                                        viber.address()));
        return SettingsReader.read(file, Map.of());
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
