package io.recaller.gateway.hook;

import io.recaller.channel.outbound.OutboundFile;
import io.recaller.db.Bulkhead;
import io.recaller.http.FileAnswer;
import io.recaller.message.file.FilesAtOnce;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** As many at once, and as many of one client may be read; who is told to come again does. */
    private static final int MOST_AT_ONCE = 64;

    private static final int MOST_FILES = 4;
    private static final Duration FILE_WITHIN = Duration.ofMinutes(3);
    private static final long NO_ERROR = 0;
    private static final Duration READ_WITHIN = Duration.ofSeconds(30);
    private static final HookAnswer TOO_MUCH =
            HookAnswer.plain(503, "Too much at once; send it again.");

    private final HookKind kind;
    private final Map<String, Hook> hooks;
    private final BiFunction<String, List<String>, String> clients;
    private final UnsignedBodies bodies;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final FilesAtOnce files = new FilesAtOnce(MOST_FILES, MOST_FILES);
    private final ExecutorService workers;

    /**
     * Of one kind.
     *
     * @param clients who asks, by the address of the other end and what {@code X-Forwarded-For}
     *     says
     */
    public Hooks(
            HookKind kind,
            List<? extends Hook> hooks,
            BiFunction<String, List<String>, String> clients) {
        this.kind = kind;
        this.hooks = hooks.stream().collect(Collectors.toMap(Hook::gateway, Function.identity()));
        this.clients = clients;
        this.bodies =
                new UnsignedBodies(kind.longest(), kind.inFlight(), MOST_AT_ONCE, READ_WITHIN);
        this.workers =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(kind.path() + "-", 0).factory());
    }

    /** Nothing where there is no such gateway. */
    public void mount(Router router) {
        if (!hooks.isEmpty()) {
            router.route("/" + kind.path() + "/:gateway").handler(this::hear);
            if (kind.hasTokens()) {
                router.route("/" + kind.path() + "/:gateway/:token").handler(this::hear);
            }
        }
    }

    private void hear(RoutingContext context) {
        var hook = hooks.get(context.pathParam("gateway"));
        if (hook == null) {
            var _ = answer(context, HookAnswer.plain(404, "There is no such gateway."));
            return;
        }
        var client = client(context.request());
        bodies.read(context, client, refusal -> refuse(context, refusal))
                .onSuccess(body -> hear(context, hook, call(context, body, client)));
    }

    /** Nothing more is read of it; whoever reads the answer knows that this connection is over. */
    private void refuse(RoutingContext context, UnsignedBodies.Refusal why) {
        var answer =
                switch (why) {
                    case TOO_LONG ->
                            HookAnswer.plain(413, "Longer than " + kind.longestInWords() + ".");
                    case TOO_SLOW -> HookAnswer.plain(408, "Not whole within 30 s; send it again.");
                    case TOO_MUCH -> TOO_MUCH;
                };
        if (context.request().version() == HttpVersion.HTTP_2) {
            // what else goes on over the connection is none of this one's affair (RFC 9113, 8.1)
            answer(context, answer).onComplete(_ -> context.response().reset(NO_ERROR));
        } else {
            answer(context, answer.with("Connection", "close"))
                    .onComplete(_ -> context.request().connection().close());
        }
    }

    private void hear(RoutingContext context, Hook hook, HookCall call) {
        if (!room.tryAcquire()) {
            bodies.done(call.client(), call.body());
            var _ = answer(context, TOO_MUCH);
            return;
        }
        var vertx = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            var heard = heard(hook, call);
            bodies.done(call.client(), call.body());
            room.release();
            vertx.runOnContext(_ -> {
                var _ = answer(context, heard);
            });
        });
    }

    private static HookAnswer heard(Hook hook, HookCall call) {
        try {
            return Bulkhead.call(() -> hook.hear(call));
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("gateway", hook.gateway())
                    .setCause(bug)
                    .log("what a door was told is not kept");
            return HookAnswer.plain(500, "Not kept; send it again.");
        }
    }

    private String client(HttpServerRequest request) {
        return clients.apply(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }

    private static HookCall call(RoutingContext context, Buffer body, String client) {
        var request = context.request();
        var headers = new HashMap<String, String>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new HookCall(
                request.method().name(),
                request.uri(),
                Optional.ofNullable(context.pathParam("token")),
                headers,
                body,
                client);
    }

    private Future<Void> answer(RoutingContext context, HookAnswer answer) {
        if (context.response().ended()) {
            return Future.succeededFuture();
        }
        var response =
                context.response()
                        .setStatusCode(answer.status())
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader("Cache-Control", "no-store");
        answer.headers().forEach(response::putHeader);
        return answer.file()
                .map(file -> give(context, file))
                .orElseGet(() -> response.end(answer.body()));
    }

    /** Each is in memory until it has been read. */
    private Future<Void> give(RoutingContext context, OutboundFile file) {
        if (files.enter(kind.path()) != FilesAtOnce.Entry.TAKEN) {
            return answer(context, TOO_MUCH);
        }
        return FileAnswer.give(context, file.attachment(), file.content(), Map.of(), FILE_WITHIN)
                .onComplete(_ -> files.leave(kind.path()));
    }

    @Override
    public void close() {
        workers.close();
    }
}
