package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementTest {
    private static final Health BROKEN = Health.down("broken");

    private final AtomicReference<Health> ami = new AtomicReference<>(Health.up("connected"));
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Management management =
            new Management(metrics, "pbx-1:4573", "0f1e", Map.of("http.port", 8080));
    private final Vertx vertx = Vertx.vertx();
    private final Served served = Served.of(vertx, management.router(vertx));

    private Health amiHealth() {
        if (ami.get().equals(BROKEN)) {
            throw new IllegalStateException("broken check");
        }
        return ami.get();
    }

    @BeforeEach
    void start() {
        management.started(Map.of("database", () -> Health.up("answers"), "ami", this::amiHealth));
    }

    @AfterEach
    void close() {
        served.close();
        management.close();
    }

    @Test
    void aServerThatHasAllItNeedsIsReadyAndSaysWhatItSaw() {
        var reply = served.get("/health/ready");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text())
                .isEqualTo(
                        "{\"status\":\"ready\",\"checks\":{"
                                + "\"ami\":{\"status\":\"ready\",\"detail\":\"connected\"},"
                                + "\"database\":{\"status\":\"ready\",\"detail\":\"answers\"}}}");
    }

    @Test
    void oneThingMissingMakesItNotReadyButItLives() {
        ami.set(Health.down("no answer on 127.0.0.1:5038; is Asterisk running?"));

        var reply = served.get("/health/ready");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().getJsonObject("checks").getJsonObject("ami").getString("detail"))
                .contains("is Asterisk running?");
        assertThat(served.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void whoAsksWhetherItLivesLearnsWhichServerHoldsWhichPort() {
        var live = served.get("/health/live").json();

        assertThat(live.getString("server")).isEqualTo("pbx-1:4573");
        assertThat(live.getString("settings")).isEqualTo("0f1e");
        assertThat(live.getJsonObject("ports").getInteger("http.port")).isEqualTo(8080);
    }

    @Test
    void oneThatIsComingUpLivesSaysThatItIsNotReadyAndTellsNoMetrics() {
        var starting = new Management(metrics, "pbx-1:4573", "0f1e", Map.of());
        var early = Served.of(vertx, starting.router(vertx));

        assertThat(early.get("/health/live").status()).isEqualTo(200);
        assertThat(early.get("/health/ready").status()).isEqualTo(503);
        assertThat(early.get("/health/ready").text()).contains("still starting");
        assertThat(early.get("/metrics").status()).isEqualTo(503);

        starting.started(Map.of());

        assertThat(early.get("/health/ready").status()).isEqualTo(200);
        assertThat(early.get("/metrics").status()).isEqualTo(200);
        early.close();
        starting.close();
    }

    @Test
    void whatStandsStillIsToldAndKeepsNobodyFromTheRest() {
        ami.set(Health.impaired("the token is wrong"));

        var reply = served.get("/health/ready");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getJsonObject("checks").getJsonObject("ami").getString("status"))
                .isEqualTo("impaired");
    }

    @Test
    void aCheckThatBreaksIsNotReady() {
        ami.set(BROKEN);

        assertThat(served.get("/health/ready").status()).isEqualTo(503);
    }

    @Test
    void metricsAreForPrometheus() {
        metrics.counter("recaller.rona").increment();

        var reply = served.get("/metrics");

        assertThat(reply.header("Content-Type")).startsWith("text/plain");
        assertThat(reply.text()).contains("recaller_rona_total 1.0");
    }

    @Test
    void otherPathsAreProblems() {
        assertThat(served.get("/").problem()).isEqualTo("not-found");
    }
}
