package io.recaller.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever looks at a link gets. */
class PageFilesTest {
    /** Bytes as they travel: a telephone far from the next mast loads it while somebody waits. */
    private static final int MOST = 40_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = serve();
    private final HttpClient http = HttpClient.newHttpClient();

    private HttpServer serve() {
        var router = Router.router(vertx);
        new PageFiles().mount(router);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void thePageTravelsInLessThanFortyKilobytes() throws Exception {
        var all = 0;
        for (var file : new String[] {"/c", "/c/page.js", "/c/page.css"}) {
            all += ask("GET", file, "Accept-Encoding", "gzip").body().length;
        }

        assertThat(all).isLessThan(MOST);
    }

    @Test
    void thePageForAPinTravelsInLessThanFifteenKilobytes() throws Exception {
        var all = 0;
        for (var file : new String[] {"/c/pin", "/c/pin.js", "/c/page.css"}) {
            all += ask("GET", file, "Accept-Encoding", "gzip").body().length;
        }

        assertThat(all).isLessThan(15_000);
    }

    @Test
    void whoeverLooksGetsThePageWithoutACookieAndNothingInline() throws Exception {
        for (var method : new String[] {"GET", "HEAD"}) {
            var page = ask(method, "/c", "Accept", "text/html");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().map()).doesNotContainKey("set-cookie");
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
            assertThat(page.headers().firstValue("x-robots-tag")).hasValue("noindex, nofollow");
        }
        assertThat(new String(ask("GET", "/c", "Accept", "text/html").body(), UTF_8))
                .doesNotContain("<style")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void aPageThatIsHereAlreadyDoesNotTravelAgain() throws Exception {
        var tag = ask("GET", "/c/page.js", "Accept", "*/*").headers().firstValue("etag");

        var again = ask("GET", "/c/page.js", "If-None-Match", tag.orElseThrow());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    private HttpResponse<byte[]> ask(String method, String path, String header, String value)
            throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        var request =
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.noBody())
                        .header(header, value);
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
