package io.recaller.gateway.sms.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.recaller.contact.Channel;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.peer.Correspondence;
import io.recaller.gateway.peer.ProviderRates;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An aggregator takes so many requests a second; more are told by 429 when to come again. */
@Timeout(60)
class HttpPaceTest {
    private static final int SOLD = 4;

    private final ProviderRates rates = new ProviderRates(SOLD, SOLD, Duration.ofSeconds(1));
    private final Map<String, List<String>> taken = new ConcurrentHashMap<>();

    /** By who does not know what was sold. */
    @Test
    void whatIsTooMuchWaitsAsLongAsItIsToldAndGoesOutOnceInItsOrder() throws Exception {
        var provider =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", this::answer);
        try (var db = TestDatabase.into(TestDatabase.freshSettings());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            provider.setExecutor(threads);
            provider.start();
            var url = "http://127.0.0.1:" + provider.getAddress().getPort();
            var plan = SmsRows.plan("sms", SmsPlan.Provider.TWILIO, url, Optional.empty());
            var sms = new SmsRows(db, plan, InstantSource.system());
            var told = new Correspondence(db, sms.gateway(new HttpCarrier(plan)), Channel.SMS);
            for (var i = 10; i < 16; i++) {
                told.tells("+770199900" + i, "one", "two");
            }

            try (var outbox = told.outbox()) {
                outbox.start();
                await().atMost(Duration.ofSeconds(40)).until(told::isAllSent);
            }

            assertThat(rates.refusedOfAll()).isPositive();
            assertThat(rates.early()).as("before they had been told to come again").isZero();
            assertThat(taken).hasSize(6);
            assertThat(taken.values())
                    .allSatisfy(texts -> assertThat(texts).containsExactly("one", "two"));
            assertThat(told.health.whyDead("sms")).as("it is busy, not dead").isEmpty();
        } finally {
            provider.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var peer = Objects.requireNonNull(form.get("To"));
        var wait = rates.refusal(peer);
        wait.ifPresent(time ->
                exchange.getResponseHeaders().add("Retry-After", Long.toString(time.toSeconds())));
        if (wait.isEmpty()) {
            taken.computeIfAbsent(peer, _ -> new ArrayList<>())
                    .add(Objects.requireNonNull(form.get("Body")));
        }
        var words =
                (wait.isEmpty() ? "{\"sid\": \"SM" + form.hashCode() + "\"}" : "{}")
                        .getBytes(UTF_8);
        exchange.sendResponseHeaders(wait.isEmpty() ? 201 : 429, words.length);
        exchange.getResponseBody().write(words);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(each -> each.split("=", 2))
                .collect(
                        Collectors.toMap(
                                each -> each[0], each -> URLDecoder.decode(each[1], UTF_8)));
    }
}
