package io.recaller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnlistenedPortTest {
    @ParameterizedTest
    @ValueSource(strings = {"agi.port", "http.port", "management.port"})
    void aPortThatIsTakenIsToldByItsSettingWithTheRemedy(String key) throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = other.getLocalPort();

            assertThat(words(key, "127.0.0.1", port))
                    .isEqualTo(
                            key
                                    + " "
                                    + port
                                    + " is taken by another program; end it, or set another "
                                    + key);
        }
    }

    @Test
    void anAddressThatIsNoneIsNotCalledTaken() {
        assertThat(words("http.port", "192.0.2.1", 8080))
                .isEqualTo("http.host 192.0.2.1 is no address of this machine; set one that is");
        assertThat(words("agi.port", "no-such-name.invalid", 4573))
                .isEqualTo(
                        "agi.host no-such-name.invalid is no name of this machine; use an IP"
                                + " address");
        assertThat(
                        UnlistenedPort.words(
                                "management.port",
                                "a",
                                80,
                                new SocketException("Permission denied")))
                .contains("management.port 80 may not be opened by this user");
        assertThat(UnlistenedPort.words("agi.port", "a", 80, new IOException("odd")))
                .isEqualTo("agi.port: cannot listen on a:80: odd");
    }

    /** What the system says of it. */
    private static String words(String key, String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            throw new AssertionError("it can be listened on");
        } catch (IOException why) {
            return UnlistenedPort.words(key, host, port, why);
        }
    }
}
