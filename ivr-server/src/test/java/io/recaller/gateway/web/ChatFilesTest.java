package io.recaller.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatFilesTest {
    private static final int MOST_BYTES = 25_000;

    private static final ChatServer SERVER =
            new ChatServer(
                    new MemoryThreads(InstantSource.system()),
                    InstantSource.system(),
                    ChatLimits.defaults(),
                    List.of());
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        HTTP.shutdownNow();
        SERVER.close();
    }

    @Test
    void theScriptIsSmallAndAnySiteMayLoadIt() throws Exception {
        var packed = get("/chat/widget.js", "Accept-Encoding", "br, gzip");
        var plain = get("/chat/widget.js");

        assertThat(packed.body().length).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        assertThat(packed.headers().firstValue("Cross-Origin-Resource-Policy"))
                .hasValue("cross-origin");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void theScriptNeedsNothingThatAStrictPolicyForbids() throws Exception {
        var script = new String(get("/chat/widget.js").body(), StandardCharsets.UTF_8);

        assertThat(script).doesNotContain("eval(", "new Function", " style=", "document.write");
    }

    @Test
    void aBrowserThatHasItIsNotSentItAgain() throws Exception {
        var tag = get("/chat/widget.js").headers().firstValue("ETag").orElseThrow();

        var again = get("/chat/widget.js", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void thePageToTryItOnHasTheChatThatIsAskedFor() throws Exception {
        var first = new String(get("/chat/demo").body(), StandardCharsets.UTF_8);
        var other =
                new String(
                        get("/chat/demo?gateway=site&language=kk").body(), StandardCharsets.UTF_8);

        assertThat(first).contains("data-gateway=\"shop-2\"");
        assertThat(other).contains("data-gateway=\"site\"", "data-language=\"kk\"");
        for (var made : List.of("%22%3E%3Cscript%3E", "nowhere", "SITE")) {
            var refused = get("/chat/demo?gateway=" + made);
            assertThat(refused.statusCode()).as(made).isEqualTo(404);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain("<");
        }
        assertThat(new String(get("/chat/demo?language=%22%3E").body(), StandardCharsets.UTF_8))
                .contains("data-language=\"en\"");
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(SERVER.origin() + path))
                        .timeout(Duration.ofSeconds(5));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
