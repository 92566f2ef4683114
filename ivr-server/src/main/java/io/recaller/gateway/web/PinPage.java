package io.recaller.gateway.web;

import io.recaller.continuation.PageSecret;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the page for a PIN ({@code docs/companion.md}): each takes the link's token in its
 * body, and there is no cookie. Neither the token nor what is keyed comes into a log.
 *
 * <p>Safe for any thread; nothing here blocks the caller.
 */
public final class PinPage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PinPage.class);

    private static final int LONGEST_BODY = 1024;

    /** A PIN is slow to check on purpose: callers and agents need the processors, too. */
    private static final int AT_ONCE = 2;

    private static final Duration WAITS_FOR = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final PinKeying keying;
    private final UnaryOperator<String> doors;
    private final ClientAddress clients;
    private final InstantSource clock;
    private final Addresses addresses;
    private final Blocking blocking;
    private final long timer;

    /**
     * Over one database.
     *
     * @param doors what kind of door a gateway is, by its name
     */
    public PinPage(
            Vertx vertx,
            PinKeying keying,
            UnaryOperator<String> doors,
            ClientAddress clients,
            ChatLimits limits,
            InstantSource clock) {
        this.vertx = vertx;
        this.keying = keying;
        this.doors = doors;
        this.clients = clients;
        this.clock = clock;
        this.addresses = new Addresses(limits);
        this.blocking = new Blocking(vertx, AT_ONCE, WAITS_FOR);
        this.timer = vertx.setPeriodic(TICK.toMillis(), _ -> addresses.forgetIdle(clock.instant()));
    }

    /** Adds its routes. */
    public void mount(Router router) {
        route(router, "look", (token, _) -> Optional.of(keying.look(token)));
        route(router, "refuse", (token, _) -> Optional.of(keying.refuse(token)));
        route(
                router,
                "prove",
                (token, json) ->
                        secret(json, "attempt")
                                .map(attempt -> keying.prove(token, attempt, pin(json))));
    }

    private void route(
            Router router, String deed, BiFunction<PageSecret, JsonObject, Optional<Shown>> work) {
        router.post("/c/pin/" + deed)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .handler(http -> answer(http, work));
    }

    private void answer(
            RoutingContext http, BiFunction<PageSecret, JsonObject, Optional<Shown>> work) {
        if (CompanionPage.isForeign(http)) {
            problem(http, PageProblem.FOREIGN_ORIGIN);
            return;
        }
        if (!addresses.mayAct(address(http), clock.instant())) {
            problem(http, PageProblem.TOO_MANY);
            return;
        }
        var json = body(http);
        var token = json.flatMap(each -> secret(each, "token"));
        if (token.isEmpty()) {
            problem(http, PageProblem.BAD_REQUEST);
            return;
        }
        blocking.call(() -> work.apply(token.get(), json.get()))
                .onSuccess(shown ->
                        shown.ifPresentOrElse(
                                each -> answer(http, each),
                                () -> problem(http, PageProblem.BAD_REQUEST)))
                .onFailure(failure -> {
                    LOG.atWarn()
                            .addKeyValue("error", failure.getClass().getSimpleName())
                            .log("the page for a PIN cannot be answered");
                    problem(http, PageProblem.UNAVAILABLE);
                });
    }

    private static Optional<JsonObject> body(RoutingContext http) {
        try {
            return Optional.ofNullable(http.body().asJsonObject());
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<PageSecret> secret(JsonObject json, String key) {
        return json.getValue(key) instanceof String text ? PageSecret.of(text) : Optional.empty();
    }

    private static String pin(JsonObject json) {
        return json.getValue("pin") instanceof String text ? text : "";
    }

    private void answer(RoutingContext http, Shown shown) {
        switch (shown) {
            case Shown.Open(var gateway, var who, var language, var left) ->
                    said(
                            http,
                            "open",
                            new JsonObject()
                                    .put("door", doors.apply(gateway))
                                    .put("who", who)
                                    .put("language", language)
                                    .put("left", left));
            case Shown.Right(var digits) ->
                    said(http, "right", new JsonObject().put("number", digits));
            case Shown.Wrong(var left) -> said(http, "wrong", new JsonObject().put("left", left));
            case Shown.Failed() -> said(http, "failed", new JsonObject());
            case Shown.Refused() -> said(http, "refused", new JsonObject());
            case Shown.NoPin() -> said(http, "no-pin", new JsonObject());
            case Shown.NotGood() -> problem(http, PageProblem.LINK_EXPIRED);
        }
    }

    private static void said(RoutingContext http, String state, JsonObject more) {
        http.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(new JsonObject().put("state", state).mergeIn(more).encode());
    }

    private static void problem(RoutingContext http, PageProblem problem) {
        problem.answer(http, Optional.empty());
    }

    private String address(RoutingContext http) {
        return clients.of(
                http.request().remoteAddress().hostAddress(),
                http.request().headers().getAll("X-Forwarded-For"));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        blocking.close();
    }
}
