package io.recaller.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes over a desk's socket, frame by frame: other pages go on, and so can this one. */
@Timeout(60)
final class RoughFramesTest {
    private static final int TEXT = 0x81;
    private static final int FIRST_OF_TEXT = 0x01;
    private static final int MORE = 0x00;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;

    @AutoClose private final DeskServer server = new DeskServer(InstantSource.system());
    private final DeskClient page = server.page();

    @BeforeEach
    void signIn() {
        page.signIn("dana", MemoryAgents.PASSWORD);
    }

    @Test
    void roughTextsAreAnsweredAndTheSocketGoesOn() throws Exception {
        var wire = page.connect();
        wire.next("state");

        for (var text : Rough.texts(31, 60)) {
            if (UTF_8.newEncoder().canEncode(text)
                    && text.getBytes(UTF_8).length < Desk.LONGEST_MESSAGE) {
                wire.sendText(text);
                assertThat(wire.next("error").getString("problem")).isEqualTo("bad-message");
            }
        }

        wire.send("ready");
        wire.state("ready");
    }

    @Test
    void framesThatNoBrowserSendsEndOnlyTheirOwnSocket() throws Exception {
        var other = page.connect();
        other.next("state");

        for (var frames : rough()) {
            try (var socket = upgraded()) {
                socket.getOutputStream().write(frames);
                socket.getOutputStream().flush();
                socket.shutdownOutput();
                drain(socket);
            } catch (IOException refused) {
                assertThat(refused).as("the server may hang up at once").isNotNull();
            }
        }

        other.send("ready");
        other.state("ready");
        var again = page.connect();
        again.next("state");
    }

    @Test
    void aMessageInManyFramesIsOneMessage() throws Exception {
        try (var socket = upgraded()) {
            var out = socket.getOutputStream();
            var whole = "{\"v\":2,\"type\":\"ready\"}".getBytes(UTF_8);
            out.write(frame(FIRST_OF_TEXT, Arrays.copyOf(whole, 5)));
            out.write(frame(PING, new byte[0]));
            out.write(frame(0x80, Arrays.copyOfRange(whole, 5, whole.length)));
            out.flush();

            var other = page.connect();
            other.state("ready");
        }
    }

    private static List<byte[]> rough() {
        return List.of(
                new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
                "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8),
                frame(TEXT, new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0}),
                frame(TEXT, new byte[0]),
                frame(TEXT, "x".repeat(70_000).getBytes(UTF_8)),
                frame(TEXT, "x".repeat(2_000_000).getBytes(UTF_8)),
                frame(BINARY, new byte[100_000]),
                frame(BINARY, new byte[] {'{', '}'}),
                frame(0x83, new byte[] {1}),
                frame(0xF1, new byte[] {1}),
                frame(MORE, new byte[] {1}),
                repeated(frame(FIRST_OF_TEXT, "x".getBytes(UTF_8)), 3),
                repeated(frame(PING, new byte[125]), 2_000),
                frame(PING, new byte[126]),
                frame(CLOSE, new byte[] {0x03}),
                frame(CLOSE, new byte[] {0x00, 0x00}),
                new byte[] {(byte) TEXT, 5, 'h', 'e', 'l', 'l', 'o'},
                new byte[] {(byte) TEXT, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4},
                Arrays.copyOf(frame(TEXT, "{\"v\":2}".getBytes(UTF_8)), 7));
    }

    private static byte[] repeated(byte[] frame, int times) {
        var all = new ByteArrayOutputStream();
        for (var i = 0; i < times; i++) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }

    /** Masked with zeros, as RFC 6455 has it of clients. */
    private static byte[] frame(int head, byte[] payload) {
        var out = new ByteArrayOutputStream();
        out.write(head);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (var shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private Socket upgraded() throws IOException {
        var origin = URI.create(server.origin());
        var socket = new Socket(origin.getHost(), origin.getPort());
        socket.setSoTimeout(5_000);
        socket.getOutputStream()
                .write(
                        """
                        GET /desk/socket HTTP/1.1\r
                        Host: %s\r
                        Origin: %s\r
                        Cookie: %s\r
                        Upgrade: websocket\r
                        Connection: Upgrade\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        \r
                        """
                                .formatted(origin.getAuthority(), server.origin(), page.cookie())
                                .getBytes(UTF_8));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** Until the server hangs up, as it has to when nothing more can come. */
    private static void drain(Socket socket) throws IOException {
        var buffer = new byte[8192];
        while (socket.getInputStream().read(buffer) >= 0) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
