package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.db.TestDatabase;
import io.recaller.routing.board.Headcount;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** How many wait, what agents do, and how long the wait was, as Prometheus reads it. */
class HeadcountTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-03-10T12:00:00Z"));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void waitingContactsAndAgentsAreCountedInTheRows() {
        try (var database = TestDatabase.fresh()) {
            new Headcount(database, now::get).tell(registry, Set.of("main", "support"));
            assertThat(figure("recaller.queue.waiting")).isZero();
            assertThat(agents("ready")).isZero();
            assertThat(
                            registry.get("recaller.queue.waiting")
                                    .tag("queue", "support")
                                    .gauge()
                                    .value())
                    .as("told from the start")
                    .isZero();

            var world = new RoutingWorld(database, now::get);
            world.waitingContact("", 0);
            now.set(now.get().plusMillis(1500));
            world.asks(world.waitingContact("", 0), "+77010000042", now.get());
            world.agent("boris", "billing=3");
            world.readyAgent("anna", "billing=3");

            assertThat(figure("recaller.queue.waiting")).as("not read again at once").isZero();
            now.set(now.get().plusSeconds(90));
            assertThat(figure("recaller.queue.waiting")).isEqualTo(2);
            assertThat(figure("recaller.queue.longest")).isEqualTo(91.5);
            assertThat(figure("recaller.queue.callbacks")).isEqualTo(1);
            assertThat(figure("recaller.queue.voicemails")).isZero();
            world.leavesMessage(world.waitingContact("", 0));
            now.set(now.get().plusSeconds(3));
            assertThat(figure("recaller.queue.voicemails")).isEqualTo(1);
            assertThat(figure("recaller.queue.callbacks")).isEqualTo(1);
            assertThat(agents("logged_out")).isEqualTo(1);
            assertThat(agents("ready")).isEqualTo(1);
        }
    }

    @Test
    void withoutADatabaseNoFigureIsTold() {
        var database = TestDatabase.fresh();
        new Headcount(database, now::get).tell(registry, Set.of("main", "support"));
        database.close();

        assertThat(figure("recaller.queue.waiting")).isNaN();
        assertThat(agents("ready")).isNaN();
    }

    @Test
    void theWaitHasBucketsForServiceLevelsByQueueOfTheSettings() {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var support = new QueueName("support");
        var metrics = new RoutingMetrics(prometheus, Set.of(QueueName.MAIN, support));

        List.of(4, 19, 21, 700).forEach(wait -> metrics.waited(support, seconds(wait)));
        metrics.waited(new QueueName("sales"), seconds(3));
        metrics.waited(new QueueName("spam"), seconds(3));

        assertThat(prometheus.scrape())
                .contains(
                        "recaller_queue_wait_seconds_bucket{queue=\"support\",le=\"5.0\"} 1",
                        "recaller_queue_wait_seconds_bucket{queue=\"support\",le=\"20.0\"} 2",
                        "recaller_queue_wait_seconds_bucket{queue=\"support\",le=\"30.0\"} 3",
                        "recaller_queue_wait_seconds_bucket{queue=\"support\",le=\"+Inf\"} 4",
                        "recaller_queue_wait_seconds_count{queue=\"support\"} 4",
                        "recaller_queue_wait_seconds_count{queue=\"main\"} 0",
                        "recaller_queue_wait_seconds_count{queue=\"other\"} 2")
                .doesNotContain("sales", "spam");
    }

    private static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }

    private double figure(String name) {
        return registry.get(name).tag("queue", "main").gauge().value();
    }

    private double agents(String state) {
        return registry.get("recaller.agents").tag("state", state).gauge().value();
    }
}
