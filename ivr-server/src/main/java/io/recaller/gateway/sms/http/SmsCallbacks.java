package io.recaller.gateway.sms.http;

import io.recaller.gateway.sms.http.SmsDoor.Response;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where providers call back, {@code /sms/GATEWAY} and {@code /sms/GATEWAY/TOKEN}: beside the API,
 * whose contract they are no part of.
 */
public final class SmsCallbacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmsCallbacks.class);
    private static final int LONGEST = 64 * 1024;

    /** As many at once; a provider that is told to come again does. */
    private static final int MOST_AT_ONCE = 64;

    private final Map<String, SmsDoor> doors;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sms-", 0).factory());

    public SmsCallbacks(List<SmsDoor> doors) {
        this.doors =
                doors.stream().collect(Collectors.toMap(SmsDoor::gateway, Function.identity()));
    }

    /** Nothing where there is no such gateway. */
    public void mount(Router router) {
        if (!doors.isEmpty()) {
            for (var path : List.of("/sms/:gateway", "/sms/:gateway/:token")) {
                router.get(path).handler(this::hear);
                router.post(path).handler(this::hear);
            }
        }
    }

    private void hear(RoutingContext context) {
        var door = doors.get(context.pathParam("gateway"));
        if (door == null) {
            answer(context, Response.plain(404, "There is no such gateway."));
            return;
        }
        body(context.request())
                .onSuccess(body -> hear(context, door, callback(context, body)))
                .onFailure(_ -> {
                    answer(context, Response.plain(413, "Longer than 64 KiB."));
                    context.request().connection().close();
                });
    }

    private void hear(RoutingContext context, SmsDoor door, ProviderCall callback) {
        if (!room.tryAcquire()) {
            answer(context, Response.plain(503, "Too much at once; send it again."));
            return;
        }
        var vertx = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            var response = heard(door, callback);
            room.release();
            vertx.runOnContext(_ -> answer(context, response));
        });
    }

    private static Response heard(SmsDoor door, ProviderCall callback) {
        try {
            return door.hear(callback);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("gateway", door.gateway())
                    .setCause(e)
                    .log("a call back failed");
            return Response.plain(500, "Not kept; send it again.");
        }
    }

    private static ProviderCall callback(RoutingContext context, Buffer body) {
        var headers = new HashMap<String, String>();
        context.request()
                .headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new ProviderCall(
                context.request().method().name(),
                context.request().uri(),
                headers,
                Optional.ofNullable(context.pathParam("token")),
                body);
    }

    private static Future<Buffer> body(HttpServerRequest request) {
        var all = Buffer.buffer();
        var whole = Promise.<Buffer>promise();
        request.handler(
                        part -> {
                            if (all.length() + part.length() > LONGEST) {
                                whole.tryFail("too long");
                            } else {
                                all.appendBuffer(part);
                            }
                        })
                .exceptionHandler(whole::tryFail)
                .endHandler(_ -> whole.tryComplete(all));
        return whole.future();
    }

    private static void answer(RoutingContext context, Response response) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(response.status())
                    .putHeader("Content-Type", response.type())
                    .putHeader("Cache-Control", "no-store")
                    .end(response.body());
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
