package io.recaller.gateway.hook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where doors of one kind are called, {@code /KIND/GATEWAY}: beside the API, whose contract they
 * are no part of. Requests are read whole, bounded, and heard on threads of their own.
 */
public final class Hooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
    private static final int LONGEST = 64 * 1024;

    /** As many at once; who is told to come again does. */
    private static final int MOST_AT_ONCE = 64;

    /** In bytes, of all that is being read: nobody has signed for it yet. */
    private static final long MOST_IN_FLIGHT = 16L * 1024 * 1024;

    private static final Duration READ_WITHIN = Duration.ofSeconds(30);
    private static final HookAnswer TOO_MUCH =
            HookAnswer.plain(503, "Too much at once; send it again.");

    private final String kind;
    private final Map<String, Hook> hooks;
    private final BiFunction<String, List<String>, String> clients;
    private final UnsignedBodies bodies = new UnsignedBodies(LONGEST, MOST_IN_FLIGHT, READ_WITHIN);
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService workers;

    /**
     * Of one kind.
     *
     * @param kind the first part of their addresses
     * @param clients who asks, by the address of the other end and what {@code X-Forwarded-For}
     *     says
     */
    public Hooks(
            String kind,
            List<? extends Hook> hooks,
            BiFunction<String, List<String>, String> clients) {
        this.kind = kind;
        this.hooks = hooks.stream().collect(Collectors.toMap(Hook::gateway, Function.identity()));
        this.clients = clients;
        this.workers =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(kind + "-", 0).factory());
    }

    /** Nothing where there is no such gateway. */
    public void mount(Router router) {
        if (!hooks.isEmpty()) {
            router.route("/" + kind + "/:gateway").handler(this::hear);
        }
    }

    private void hear(RoutingContext context) {
        var hook = hooks.get(context.pathParam("gateway"));
        if (hook == null) {
            var _ = answer(context, HookAnswer.plain(404, "There is no such gateway."));
            return;
        }
        bodies.read(context, refusal -> refuse(context, refusal))
                .onSuccess(body -> hear(context, hook, call(context.request(), body)));
    }

    /** Nothing more is read of it; whoever reads the answer knows that this connection is over. */
    private static void refuse(RoutingContext context, UnsignedBodies.Refusal why) {
        var answer =
                switch (why) {
                    case TOO_LONG -> HookAnswer.plain(413, "Longer than 64 KiB.");
                    case TOO_SLOW -> HookAnswer.plain(408, "Not whole within 30 s; send it again.");
                    case TOO_MUCH -> TOO_MUCH;
                };
        answer(context, answer.with("Connection", "close"))
                .onComplete(_ -> context.request().connection().close());
    }

    private void hear(RoutingContext context, Hook hook, HookCall call) {
        if (!room.tryAcquire()) {
            bodies.done(call.body());
            var _ = answer(context, TOO_MUCH);
            return;
        }
        var vertx = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            var heard = heard(hook, call);
            bodies.done(call.body());
            room.release();
            vertx.runOnContext(_ -> {
                var _ = answer(context, heard);
            });
        });
    }

    private static HookAnswer heard(Hook hook, HookCall call) {
        try {
            return hook.hear(call);
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("gateway", hook.gateway())
                    .setCause(bug)
                    .log("what a door was told is not kept");
            return HookAnswer.plain(500, "Not kept; send it again.");
        }
    }

    private HookCall call(HttpServerRequest request, Buffer body) {
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var client =
                clients.apply(
                        request.remoteAddress().hostAddress(),
                        request.headers().getAll("X-Forwarded-For"));
        return new HookCall(request.method().name(), headers, body, client);
    }

    private static Future<Void> answer(RoutingContext context, HookAnswer answer) {
        if (context.response().ended()) {
            return Future.succeededFuture();
        }
        var response =
                context.response()
                        .setStatusCode(answer.status())
                        .putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        return response.end(answer.body());
    }

    @Override
    public void close() {
        workers.close();
    }
}
