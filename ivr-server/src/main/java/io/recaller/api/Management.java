package io.recaller.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management port: health for whoever restarts and balances servers, metrics for Prometheus.
 * Serve it on a port of its own that the outside cannot reach: it asks for no key.
 *
 * <p>Checks may block; they run one request at a time on threads of their own.
 */
public final class Management implements AutoCloseable {
    /** What Prometheus 3 asks for first; its text format 0.0.4. */
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger log = LoggerFactory.getLogger(Management.class);

    private volatile Map<String, Supplier<Health>> checks =
            Map.of("start", () -> Health.down("still starting; its log says what it waits for"));
    private volatile boolean started;
    private final PrometheusMeterRegistry metrics;
    private final Workers workers;
    private final JsonObject live;

    /**
     * The routes of a server that is coming up: it lives, is not ready, and has no metrics yet, so
     * that who watches it sees as little as of one that is away.
     *
     * @param server how this server signs what it holds
     * @param mark tells it from servers with other settings
     * @param ports what it listens on, by setting
     */
    public Management(
            PrometheusMeterRegistry metrics,
            String server,
            String mark,
            Map<String, Integer> ports) {
        this.live =
                new JsonObject()
                        .put("status", "live")
                        .put("server", server)
                        .put("settings", mark)
                        .put("ports", new JsonObject(Map.copyOf(ports)));
        this.metrics = metrics;
        this.workers = new Workers(ApiLimits.defaults());
    }

    /**
     * From now on these checks decide whether it is ready, and metrics are told. Any thread.
     *
     * @param checks by name, such as {@code database}; each answers within a bound of its own
     */
    public void started(Map<String, Supplier<Health>> checks) {
        this.checks = Map.copyOf(checks);
        this.started = true;
    }

    public Router router(Vertx vertx) {
        var router = Router.router(vertx);
        router.get("/health/live")
                .handler(context -> {
                    Answers.send(context, Answer.ok(live));
                });
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
        router.route().handler(context -> Answers.send(context, Problem.notFound()));
        return router;
    }

    private void ready(RoutingContext context) {
        Answers.when(context, workers.submit(this::readiness));
    }

    private Answer readiness() {
        var seen = new TreeMap<String, Health>();
        checks.forEach((name, check) -> seen.put(name, look(name, check)));
        var ready = seen.values().stream().allMatch(Health::ready);
        var details = new JsonObject();
        seen.forEach((name, health) -> details.put(name, json(health)));
        return new Answer.Json(
                ready ? 200 : 503,
                new JsonObject().put("status", word(ready)).put("checks", details));
    }

    private static Health look(String name, Supplier<Health> check) {
        try {
            return check.get();
        } catch (RuntimeException failure) {
            log.atWarn().addKeyValue("check", name).setCause(failure).log("health check failed");
            return Health.down("the check itself failed; the log says why");
        }
    }

    private static JsonObject json(Health health) {
        var impaired = health.ready() && !health.well();
        return new JsonObject()
                .put("status", impaired ? "impaired" : word(health.ready()))
                .put("detail", health.detail());
    }

    private static String word(boolean ready) {
        return ready ? "ready" : "not ready";
    }

    private void metrics(RoutingContext context) {
        if (!started) {
            context.response().setStatusCode(503).putHeader("Retry-After", "5").end();
            return;
        }
        context.vertx()
                .executeBlocking(metrics::scrape)
                .onComplete(done -> {
                    if (done.succeeded()) {
                        context.response().putHeader("Content-Type", TEXT).end(done.result());
                    } else {
                        Answers.send(context, Answers.of(done.cause()));
                    }
                });
    }

    @Override
    public void close() {
        workers.close();
    }
}
