package io.recaller.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.continuation.LinkPlace;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What leads from a site or a bill to a messenger. */
final class MessengerEntriesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final int PORT = serve();

    private final HttpClient http = HttpClient.newHttpClient();

    private static int serve() {
        var router = Router.router(VERTX);
        new MessengerEntries(
                        List.of(
                                new LinkPlace("bot", LinkPlace.Messenger.TELEGRAM, "shop_bot"),
                                new LinkPlace("wa", LinkPlace.Messenger.WHATSAPP, "77272000001")))
                .mount(router);
        return VERTX.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void anAddressOfOursLeadsThereAndToNothingElse() throws Exception {
        assertThat(get("bot").statusCode()).isEqualTo(302);
        assertThat(get("bot").headers().firstValue("Location")).contains("https://t.me/shop_bot");
        assertThat(get("wa").headers().firstValue("Location"))
                .contains("https://wa.me/77272000001");
        assertThat(get("none").statusCode()).isEqualTo(404);
        assertThat(get("bot?to=https://evil.example").headers().firstValue("Location"))
                .contains("https://t.me/shop_bot");
        assertThat(get("%2F%2Fevil.example").statusCode()).isEqualTo(404);
    }

    @Test
    void itsQrCodeIsAPictureThatAnySiteMayShow() throws Exception {
        var picture = get("bot.svg");

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/svg+xml");
        assertThat(picture.headers().firstValue("Cross-Origin-Resource-Policy"))
                .contains("cross-origin");
        assertThat(picture.body())
                .contains(QrCode.of("https://t.me/shop_bot").path())
                .doesNotContain("script");
        assertThat(get("none.svg").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String entry) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/go-on/" + entry))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
