package io.recaller.gateway.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recaller.channel.inbound.FileSource.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever address a message names: only the provider's hosts are asked. */
class ProviderFilesTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ProviderFiles files;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        files = new ProviderFiles(hosts());
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private ProviderHosts hosts() {
        return new ProviderHosts(URI.create(base()), Set.of("fbcdn.net"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(path);
        shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        var elsewhere = "http://localhost:" + server.getAddress().getPort() + "/file";
        var status =
                switch (path) {
                    case "/file" -> 200;
                    case "/gone" -> 404;
                    case "/busy" -> 503;
                    case "/later" -> 429;
                    default -> 302;
                };
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        switch (path) {
                            case "/moved" -> "/file";
                            case "/elsewhere" -> elsewhere;
                            default -> path;
                        });
        var body = "hello".getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aFileIsFetchedAndWhereItIsLedToOnTheSameHosts() {
        assertThat(fetch("/file", 5)).isInstanceOf(Fetched.Had.class);
        assertThat(fetch("/moved", 5)).isInstanceOf(Fetched.Had.class);
        assertThat(asked).containsExactly("/file", "/moved", "/file");
        assertThat(shown).containsOnly("Bearer t");
    }

    @ParameterizedTest
    @CsvSource({"/gone, 5", "/loop, 5", "/file, 4"})
    void whatIsGoneTooLargeOrLedInCirclesIsNotAskedForAgain(String path, int largest) {
        assertThat(fetch(path, largest)).isInstanceOf(Fetched.Never.class);
        assertThat(asked).hasSizeLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/busy", "/later"})
    void aProviderThatIsBusyIsAskedLater(String path) {
        assertThat(fetch(path, 5)).isInstanceOf(Fetched.Later.class);
    }

    @Test
    void aProviderThatIsNotThereIsAskedLater() {
        server.stop(0);

        assertThat(fetch("/file", 5)).isInstanceOf(Fetched.Later.class);
    }

    @Test
    void nobodyIsLedToAnotherHost() {
        assertThat(fetch("/elsewhere", 5)).isInstanceOf(Fetched.Never.class);
        assertThat(asked).containsExactly("/elsewhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://cdn.fbcdn.net/a.jpg",
                "https://cdn.fbcdn.net:8443/a.jpg",
                "https://me@cdn.fbcdn.net/a.jpg",
                "https://fbcdn.net.evil.example/a.jpg",
                "https://evilfbcdn.net/a.jpg",
                "file:///etc/passwd",
                "https:///a.jpg",
                "mailto:a@fbcdn.net",
                "{not an address}",
                ""
            })
    void anAddressThatIsNotTheProvidersIsNotAsked(String address) {
        assertThat(files.fetch(address, Map.of(), 5)).isInstanceOf(Fetched.Never.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://fbcdn.net/a.jpg", "https://SCONTENT.xx.fbcdn.net/v/a.jpg?oh=1"})
    void itsOwnHostsAreThoseOfItsDomains(String address) {
        assertThat(hosts().has(URI.create(address))).isTrue();
    }

    private Fetched fetch(String path, int largest) {
        return files.fetch(base() + path, Map.of("Authorization", "Bearer t"), largest);
    }
}
