package io.recaller.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of chats over HTTP. */
@Timeout(30)
class ChatUploadsTest {
    private final MemoryThreads threads = new MemoryThreads(InstantSource.system());
    private final ChatServer server =
            new ChatServer(
                    threads,
                    InstantSource.system(),
                    OtherLimits.ofFiles(new FileLimits(3, 2, 2, Duration.ofSeconds(4))),
                    List.of(ChatServer.SHOP));
    private final List<Socket> slow = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String client = UUID.randomUUID().toString();
    private ChatClient page;
    private String secret;

    @BeforeEach
    void open() throws InterruptedException {
        page = new ChatClient(http, server.origin(), "site", ChatServer.SHOP, "192.0.2.1");
        page.send("hello", "language", "en");
        var welcome = page.next("welcome");
        secret = welcome.getString("visitor");
        assertThat(welcome.getJsonObject("files").getInteger("largest")).isEqualTo(10_000_000);
        assertThat(welcome.getJsonObject("files").getString("accept")).contains(".png,");
        page.send("open");
        page.next("message");
    }

    @AfterEach
    void close() throws IOException {
        for (var each : slow) {
            each.close();
        }
        http.shutdownNow();
        server.close();
    }

    @Test
    void whatIsSentIsALineOfTheChatAndIsGivenToItsVisitorAsItCame() throws Exception {
        var sent = send(secret, ChatServer.SHOP, SampleFiles.png().bytes());

        var line = fileOf(page);
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(sent.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(ChatServer.SHOP);
        assertThat(line.getString("client")).isEqualTo(client);
        var file = line.getJsonArray("files").getJsonObject(0);
        assertThat(file.getString("type")).isEqualTo("image/png");
        var given = fetch(secret, file.getString("id"));
        assertThat(given.body()).isEqualTo(SampleFiles.png().bytes());
        assertThat(given.headers().map())
                .containsEntry("content-disposition", List.of("attachment"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("content-security-policy", List.of("default-src 'none'; sandbox"));
    }

    @Test
    void nobodyElseIsGivenIt() throws Exception {
        send(secret, ChatServer.SHOP, SampleFiles.png().bytes());
        var id = fileOf(page).getJsonArray("files").getJsonObject(0).getString("id");
        var other = new ChatClient(http, server.origin(), "site", ChatServer.SHOP, "192.0.2.1");
        var theirs = other.greet("en");
        other.send("open");
        other.next("message");

        assertThat(fetch(theirs, id).statusCode()).isEqualTo(404);
        assertThat(fetch("", id).statusCode()).isEqualTo(401);
        assertThat(fetch(secret, "x").statusCode()).isEqualTo(401);
    }

    @Test
    void whatIsNotTakenIsToldWhy() throws Exception {
        var program = send(secret, ChatServer.SHOP, new byte[] {'M', 'Z', 0, 1});
        var big = send(secret, ChatServer.SHOP, new byte[10_000_001]);
        var nothing = send(secret, ChatServer.SHOP, new byte[0]);
        var foreign = send(secret, "https://evil.example", SampleFiles.png().bytes());
        var stranger = send("", ChatServer.SHOP, SampleFiles.png().bytes());

        assertThat(problem(program)).isEqualTo("415 file-type");
        assertThat(problem(big)).isEqualTo("413 file-too-big");
        assertThat(problem(nothing)).isEqualTo("422 file-empty");
        assertThat(problem(foreign)).isEqualTo("403 foreign-origin");
        assertThat(problem(stranger)).isEqualTo("401 no-visitor");
    }

    @Test
    void whoseSocketIsAtAnotherServerSendsAndIsGivenFilesHere() throws Exception {
        var elsewhere = "198.51.100.7";

        var sent =
                http.send(
                        post(secret, ChatServer.SHOP, SampleFiles.png().bytes())
                                .header("X-Forwarded-For", elsewhere)
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(sent.statusCode()).isEqualTo(201);
        var id = fileOf(page).getJsonArray("files").getJsonObject(0).getString("id");
        assertThat(fetch(secret, id, elsewhere).statusCode()).isEqualTo(200);
    }

    @Test
    void whoDoesNotReadHoldsAShareAndIsCutOffInTheEnd() throws Exception {
        var id = bigFile();
        readsNothing(id, "192.0.2.1");
        readsNothing(id, "192.0.2.1");
        var address = "192.0.2.1";

        var third = untilRefused(id, address);

        assertThat(problem(third)).isEqualTo("429 too-many");
        assertThat(third.headers().firstValue("Retry-After")).contains("2");
        assertThat(third.headers().firstValue("Access-Control-Expose-Headers"))
                .contains("Retry-After");
        readsNothing(id, "192.0.2.2");
        var nobodys = untilRefused(id, "192.0.2.3");
        assertThat(problem(nobodys)).isEqualTo("503 unavailable");
        assertThat(nobodys.headers().firstValue("Retry-After")).contains("2");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(fetch(secret, id, address).statusCode()).isEqualTo(200));
    }

    @Test
    void whoLeavesBeforeTheEndMakesRoom() throws Exception {
        var id = bigFile();
        for (var i = 0; i < 2; i++) {
            readsNothing(id, "192.0.2.1");
        }
        untilRefused(id, "192.0.2.1");

        for (var each : slow) {
            each.close();
        }

        await().atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(fetch(secret, id).statusCode()).isEqualTo(200));
    }

    @Test
    void slowFilesOfOneAddressLeaveRoomForOthers() throws Exception {
        sendsHalf("192.0.2.1");
        sendsHalf("192.0.2.1");

        await().untilAsserted(() ->
                assertThat(problem(send(secret, ChatServer.SHOP, new byte[0])))
                        .isEqualTo("429 too-many"));

        var other =
                post(secret, ChatServer.SHOP, SampleFiles.png().bytes())
                        .header("X-Forwarded-For", "192.0.2.2")
                        .build();
        assertThat(http.send(other, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(201);
    }

    /** A slow disk holds up files, and nothing that is said. */
    @Test
    void whoWritesDoesNotWaitForFiles() throws Exception {
        var disk = new CountDownLatch(1);
        for (var i = 0; i < 2; i++) {
            server.storing().call(() -> disk.await(20, TimeUnit.SECONDS));
        }
        var png = post(secret, ChatServer.SHOP, SampleFiles.png().bytes()).build();

        var sending = http.sendAsync(png, BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> sending.get(300, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        page.send("say", "client", UUID.randomUUID().toString(), "text", "hello");

        assertThat(page.line("hello").getString("from")).isEqualTo("me");
        disk.countDown();
        assertThat(sending.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    }

    /** A file that no buffer on the way takes in. */
    private String bigFile() throws Exception {
        threads.agentSends("big.jpg", SampleFiles.picture(24_000_000));
        server.chat().look(Optional.empty());
        return fileOf(page).getJsonArray("files").getJsonObject(0).getString("id");
    }

    /** Asked until the others have begun. */
    private HttpResponse<byte[]> untilRefused(String id, String address) {
        return await().until(() -> fetch(secret, id, address), answer -> answer.statusCode() > 400);
    }

    /** Asks, and reads nothing of the answer. */
    private void readsNothing(String id, String address) throws IOException {
        write("GET", "/" + id, address, "\r\n");
    }

    private void sendsHalf(String address) throws IOException {
        write("POST", "?client=" + client, address, "Content-Length: 1000\r\n\r\nhalf");
    }

    private void write(String method, String path, String address, String rest) throws IOException {
        var at = URI.create(server.origin());
        var socket = new Socket();
        slow.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        var head =
                List.of(
                        method + " /chat/site/files" + path + " HTTP/1.1",
                        "Host: " + at.getAuthority(),
                        "Origin: " + ChatServer.SHOP,
                        "X-Forwarded-For: " + address,
                        "Authorization: Bearer " + secret);
        socket.getOutputStream().write((String.join("\r\n", head) + "\r\n" + rest).getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    @Test
    void rowsThatAreAwayAreToldToBeTriedAgain() throws Exception {
        threads.away(true);

        assertThat(problem(send(secret, ChatServer.SHOP, SampleFiles.png().bytes())))
                .isEqualTo("503 unavailable");
    }

    @Test
    void aBrowserIsToldWhatAPageOfTheSiteMayAsk() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.origin() + "/chat/site/files"))
                        .header("Origin", ChatServer.SHOP)
                        .method("OPTIONS", BodyPublishers.noBody())
                        .build();

        var answer = http.send(request, BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Authorization, Content-Type");
    }

    private static JsonObject fileOf(ChatClient page) throws InterruptedException {
        while (true) {
            var line = page.next("message");
            if (line.containsKey("files")) {
                return line;
            }
        }
    }

    private HttpResponse<byte[]> send(String visitor, String origin, byte[] body)
            throws IOException, InterruptedException {
        var request = post(visitor, origin, body).header("X-Forwarded-For", "192.0.2.1").build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder post(String visitor, String origin, byte[] body) {
        return HttpRequest.newBuilder(
                        URI.create(
                                server.origin()
                                        + "/chat/site/files?name=a%20b.png&client="
                                        + client))
                .header("Origin", origin)
                .header("Authorization", "Bearer " + visitor)
                .POST(BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<byte[]> fetch(String visitor, String id)
            throws IOException, InterruptedException {
        return fetch(visitor, id, "192.0.2.1");
    }

    private HttpResponse<byte[]> fetch(String visitor, String id, String address)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(server.origin() + "/chat/site/files/" + id))
                        .header("Origin", ChatServer.SHOP)
                        .header("X-Forwarded-For", address)
                        .header("Authorization", "Bearer " + visitor)
                        .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private static String problem(HttpResponse<byte[]> answer) {
        var type = new JsonObject(new String(answer.body(), UTF_8)).getString("type");
        return answer.statusCode() + " " + type.substring(type.lastIndexOf(':') + 1);
    }
}
