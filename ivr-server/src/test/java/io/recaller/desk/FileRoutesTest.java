package io.recaller.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.Channel;
import io.recaller.message.SampleFiles;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of conversations over the desk's HTTP. */
@Timeout(30)
class FileRoutesTest {
    private final InstantSource clock = () -> Instant.parse("2026-11-26T12:00:00Z");
    private final DeskServer server = new DeskServer(clock);
    private final DeskClient page = new DeskClient(server.origin());
    private final HttpClient http = HttpClient.newHttpClient();
    private final String client = UUID.randomUUID().toString();

    @BeforeEach
    void signIn() {
        page.signIn("dana", MemoryAgents.PASSWORD);
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        page.close();
        server.close();
    }

    @Test
    void anAgentSendsAFileAndOpensItAsItIs() throws Exception {
        var serving = server.connected(Channel.CHAT);
        var wire = page.connect();
        wire.next("messages");

        var sent = post(serving, page.cookie(), server.origin(), SampleFiles.png().bytes());

        assertThat(sent.statusCode()).isEqualTo(201);
        server.desk().lookAtMessages(Optional.empty());
        var told = wire.next("messages").getJsonArray("messages").getJsonObject(0);
        assertThat(told.getString("client")).isEqualTo(client);
        var file = told.getJsonArray("files").getJsonObject(0);
        assertThat(file.getString("name")).isEqualTo("a b.png");
        assertThat(file.getBoolean("isPicture")).isTrue();
        var opened = get(serving, "/" + file.getString("id"), page.cookie());
        assertThat(opened.body()).isEqualTo(SampleFiles.png().bytes());
        assertThat(opened.headers().map())
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("content-disposition", List.of("attachment"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"));
    }

    @Test
    void limitsAreToldBeforeAnythingIsSent() throws Exception {
        var serving = server.connected(Channel.SMS);
        server.messages().files().cannotGoTo(serving.assignment());
        var chat = server.connected(Channel.CHAT);

        var there = new JsonObject(new String(get(chat, "", page.cookie()).body(), UTF_8));
        var not = new JsonObject(new String(get(serving, "", page.cookie()).body(), UTF_8));

        assertThat(there.getBoolean("taken")).isTrue();
        assertThat(there.getInteger("largest")).isEqualTo(10_000_000);
        assertThat(there.getString("accept")).startsWith(".jpg,.jpeg,.png");
        assertThat(not.getBoolean("taken")).isFalse();
    }

    @Test
    void whatIsRefusedIsToldWhy() throws Exception {
        var serving = server.connected(Channel.CHAT);
        var origin = server.origin();
        var png = SampleFiles.png().bytes();

        assertThat(problem(post(serving, page.cookie(), origin, new byte[] {'M', 'Z', 0})))
                .isEqualTo("409 file-type");
        assertThat(problem(post(serving, page.cookie(), origin, new byte[10_000_001])))
                .isEqualTo("413 file-too-big");
        assertThat(problem(post(serving, "", origin, png))).isEqualTo("401 signed-out");
        assertThat(problem(post(serving, page.cookie(), "https://evil.example", png)))
                .isEqualTo("403 foreign-origin");
        assertThat(problem(get(serving, "/" + UUID.randomUUID(), ""))).isEqualTo("401 signed-out");
        assertThat(problem(get(serving, "/" + UUID.randomUUID(), page.cookie())))
                .isEqualTo("404 no-file");
        assertThat(problem(get(serving, "/..%2F..", page.cookie()))).isEqualTo("404 no-file");
    }

    @Test
    void whatIsNotReadIsNotOpenedWithoutEndAndWhoAsksForMoreWaits() throws Exception {
        var serving = server.connected(Channel.CHAT);
        var picture = server.messages().files().keep("a.jpg", SampleFiles.picture(24_000_000));
        var unread = new ArrayList<Socket>();
        for (var i = 0; i < 6; i++) {
            unread.add(readsNothing(serving, picture.id()));
        }

        var seventh =
                http.sendAsync(
                        request(serving, "/" + picture.id(), page.cookie()),
                        BodyHandlers.ofByteArray());

        assertThatThrownBy(() -> seventh.get(1, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        for (var each : unread) {
            each.close();
        }
        assertThat(seventh.get(15, TimeUnit.SECONDS).body()).hasSize(24_000_000);
    }

    /** Asks, and has seen that the answer begins. */
    private Socket readsNothing(Serving serving, UUID file) throws IOException {
        var at = at(serving, "/" + file);
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        var head =
                List.of(
                        "GET " + at.getPath() + " HTTP/1.1",
                        "Host: " + at.getAuthority(),
                        "Cookie: " + page.cookie());
        socket.getOutputStream().write((String.join("\r\n", head) + "\r\n\r\n").getBytes(UTF_8));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private HttpResponse<byte[]> post(Serving serving, String cookie, String origin, byte[] body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(at(serving, "?name=a%20b.png&client=" + client))
                        .header("Origin", origin)
                        .header("Cookie", cookie.isEmpty() ? "none=1" : cookie)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(Serving serving, String path, String cookie)
            throws IOException, InterruptedException {
        return http.send(request(serving, path, cookie), BodyHandlers.ofByteArray());
    }

    private HttpRequest request(Serving serving, String path, String cookie) {
        return HttpRequest.newBuilder(at(serving, path))
                .header("Cookie", cookie.isEmpty() ? "none=1" : cookie)
                .build();
    }

    private URI at(Serving serving, String path) {
        return URI.create(server.origin() + "/desk/files/" + serving.assignment() + path);
    }

    private static String problem(HttpResponse<byte[]> answer) {
        var type = new JsonObject(new String(answer.body(), UTF_8)).getString("type");
        return answer.statusCode() + " " + type.substring(type.lastIndexOf(':') + 1);
    }
}
