package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AccountStore;
import io.recaller.agent.Credentials;
import io.recaller.agent.Login;
import io.recaller.db.TestDatabase;
import io.recaller.doctor.Diagnosis;
import io.recaller.doctor.Finding;
import io.recaller.doctor.Finding.Verdict;
import io.recaller.lab.instance.FreePorts;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server to which people only write: no Asterisk, no synthesiser, agents without phones. */
final class WrittenOnlyTest {
    @TempDir private static Path folder;

    @Test
    void itStartsAnswersAndSaysThatItHasNoTelephone() throws Exception {
        var settings = settings();
        var told = new CopyOnWriteArrayList<String>();

        var http = HttpClient.newHttpClient();
        try (var _ = Recaller.start(settings, line -> told.add(heard(line, settings)))) {
            assertThat(told).endsWith("ready for who writes").doesNotContain("rehearsing calls");
            var page = new Page();
            var socket =
                    http.newWebSocketBuilder()
                            .header("Origin", "http://127.0.0.1:" + settings.web().port())
                            .buildAsync(
                                    URI.create(
                                            "ws://127.0.0.1:"
                                                    + settings.web().port()
                                                    + "/chat/site/socket"),
                                    page)
                            .join();
            socket.sendText("{\"v\": 1, \"type\": \"hello\", \"language\": \"en\"}", true).join();
            socket.sendText("{\"v\": 1, \"type\": \"open\"}", true).join();

            assertThat(page.next("message").getJsonArray("buttons")).isNotEmpty();
            assertThat(signIn(http, settings).statusCode()).isEqualTo(200);
            var ready = get(http, settings.web().managementPort(), "/health/ready");
            assertThat(ready.getJsonObject("checks").fieldNames())
                    .containsExactlyInAnyOrder("database", "channel.site");
            var findings = new ArrayList<Finding>();
            Diagnosis.look(settings, findings::add);
            assertThat(findings).extracting(Finding::verdict).doesNotContain(Verdict.BAD);
            assertThat(findings)
                    .extracting(Finding::part)
                    .contains("telephone", "channels")
                    .doesNotContain("ami", "prompts", "phones");
        } finally {
            http.shutdownNow();
        }
    }

    /** Who is told that it is ready finds the door open. */
    private static String heard(String line, Settings settings) {
        if (line.startsWith("ready")) {
            try (var http = HttpClient.newHttpClient()) {
                var ready = get(http, settings.web().managementPort(), "/health/ready");
                assertThat(ready.getString("status")).isEqualTo("ready");
            } catch (IOException | InterruptedException unanswered) {
                throw new IllegalStateException(unanswered);
            }
        }
        return line;
    }

    /** Without a phone, for none is needed. */
    private static java.net.http.HttpResponse<String> signIn(HttpClient http, Settings settings)
            throws IOException, InterruptedException {
        var body =
                new JsonObject()
                        .put("login", "mila")
                        .put("password", "long enough")
                        .put("station", "");
        var origin = "http://127.0.0.1:" + settings.web().port();
        return http.send(
                HttpRequest.newBuilder(URI.create(origin + "/desk/session"))
                        .header("Content-Type", "application/json")
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonObject get(HttpClient http, int port, String path)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    }

    private static Settings settings() throws IOException {
        var access = TestDatabase.freshSettings();
        var file =
                Files.writeString(
                        folder.resolve("recaller.yaml"),
                        """
                        time-zone: Asia/Almaty
                        flows: %s
                        http: {port: %d}
                        management: {port: %d}
                        database: {url: "%s", user: "%s", password: "%s"}
                        speech: {command: [/nowhere/speak]}
                        fields: {account: {kind: digits}}
                        look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                        channels: {site: {kind: web, flow: telecom, language: en}}
                        """
                                .formatted(
                                        Path.of("../dialplans/flows").toAbsolutePath(),
                                        FreePorts.tcp(),
                                        FreePorts.tcp(),
                                        access.url(),
                                        access.user(),
                                        access.password()));
        var settings = SettingsReader.read(file, Map.of());
        try (var stores = Stores.open(settings)) {
            stores.database()
                    .runInTransaction(tx ->
                            new AccountStore()
                                    .add(
                                            tx,
                                            new Login("mila"),
                                            "Mila",
                                            Credentials.hash("long enough".toCharArray()),
                                            Map.of(),
                                            Optional.empty()));
        }
        return settings;
    }

    /** What the server tells a visitor's page. */
    private static final class Page implements WebSocket.Listener {
        private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        JsonObject next(String type) throws InterruptedException {
            while (true) {
                var message = messages.poll(10, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("no " + type + " within 10 s");
                }
                if (type.equals(message.getString("type"))) {
                    return message;
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
