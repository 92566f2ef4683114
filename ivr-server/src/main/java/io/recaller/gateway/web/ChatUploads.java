package io.recaller.gateway.web;

import io.recaller.message.Attachment;
import io.recaller.message.AttachmentRules;
import io.recaller.message.FileContent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of visitors' chats over HTTP: taken with the visitor's secret, and given to nobody else. As
 * a page on another site asks, browsers ask first whether it may (CORS). Safe for any thread.
 */
final class ChatUploads {
    private static final Logger log = LoggerFactory.getLogger(ChatUploads.class);

    private static final String PATH = "/chat/:gateway/files";
    private static final String BEARER = "Bearer ";
    private static final int LONGEST_NAME = 1000;

    /** On their way at once: each is in memory until it is a row. */
    private static final int AT_ONCE = 8;

    /** Of one file, however slow the line is. */
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private final Vertx vertx;
    private final NavigableMap<String, WebGateway> gateways;
    private final ChatThreads threads;
    private final Blocking blocking;
    private final Predicate<RoutingContext> mayAct;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * @param mayAct whether the client may do something now
     */
    ChatUploads(
            Vertx vertx,
            NavigableMap<String, WebGateway> gateways,
            ChatThreads threads,
            Blocking blocking,
            Predicate<RoutingContext> mayAct) {
        this.vertx = vertx;
        this.gateways = gateways;
        this.threads = threads;
        this.blocking = blocking;
        this.mayAct = mayAct;
    }

    void mount(Router router) {
        router.route(PATH + "*").handler(this::admit);
        router.post(PATH).handler(this::begin);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(threads.fileRules().largest()))
                .handler(this::take)
                .failureHandler(ChatUploads::failed);
        router.get(PATH + "/:file").handler(this::give);
    }

    /** A page of ours that only reads sends no origin. */
    private void admit(RoutingContext http) {
        @Nullable WebGateway gateway = gateways.get(http.pathParam("gateway"));
        @Nullable String origin = http.request().getHeader("Origin");
        if (gateway == null) {
            ChatProblem.NO_SUCH_CHAT.answer(http);
        } else if (origin == null && HttpMethod.GET.equals(http.request().method())) {
            http.next();
        } else if (origin == null
                || !(gateway.admits(origin)
                        || WebChat.isOurs(origin, http.request().authority()))) {
            ChatProblem.FOREIGN_ORIGIN.answer(http);
        } else {
            http.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Vary", "Origin");
            allow(http);
        }
    }

    private static void allow(RoutingContext http) {
        if (HttpMethod.OPTIONS.equals(http.request().method())) {
            http.response()
                    .putHeader("Access-Control-Allow-Methods", "GET, POST")
                    .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type")
                    .putHeader("Access-Control-Max-Age", "7200")
                    .setStatusCode(204)
                    .end();
        } else {
            http.next();
        }
    }

    private void begin(RoutingContext http) {
        if (visitor(http).isEmpty() || client(http).isEmpty()) {
            ChatProblem.NO_VISITOR.answer(http);
        } else if (!mayAct.test(http)) {
            ChatProblem.TOO_MANY_FILES.answer(http);
        } else if (underWay.incrementAndGet() > AT_ONCE) {
            underWay.decrementAndGet();
            ChatProblem.BUSY.answer(http);
        } else {
            var late = vertx.setTimer(WITHIN.toMillis(), _ -> http.request().connection().close());
            http.addEndHandler(_ -> {
                vertx.cancelTimer(late);
                underWay.decrementAndGet();
            });
            http.next();
        }
    }

    private void take(RoutingContext http) {
        var visitor = visitor(http).orElseThrow();
        var client = client(http).orElseThrow();
        var name = Optional.ofNullable(http.request().getParam("name")).orElse("");
        var content = FileContent.of(bytes(http));
        var told = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        blocking.call(() -> threads.upload(visitor, client, told, content))
                .onSuccess(refused ->
                        refused.ifPresentOrElse(
                                why -> ChatProblem.of(why).answer(http),
                                () -> http.response().setStatusCode(201).end()))
                .onFailure(failure -> unavailable(http, failure));
    }

    private static byte[] bytes(RoutingContext http) {
        @Nullable Buffer body = http.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    private void give(RoutingContext http) {
        var visitor = visitor(http);
        var file = uuid(http.pathParam("file"));
        if (visitor.isEmpty() || file.isEmpty()) {
            ChatProblem.NO_VISITOR.answer(http);
            return;
        }
        if (!mayAct.test(http)) {
            ChatProblem.TOO_MANY_FILES.answer(http);
            return;
        }
        blocking.call(() -> threads.file(visitor.get(), file.get()))
                .onSuccess(found ->
                        found.ifPresentOrElse(
                                each -> answer(http, each.attachment(), each.content()),
                                () -> ChatProblem.NO_SUCH_FILE.answer(http)))
                .onFailure(failure -> unavailable(http, failure));
    }

    /** Whatever it is, a browser that is led here shows and runs nothing of it. */
    private static void answer(RoutingContext http, Attachment file, FileContent content) {
        http.response()
                .putHeader("Content-Type", file.type().mediaType())
                .putHeader("Content-Disposition", "attachment")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(content.bytes()));
    }

    /** The limits, for the page to know before it sends. */
    static JsonObject limits(AttachmentRules rules) {
        var endings =
                rules.types().stream()
                        .sorted()
                        .flatMap(type -> type.endings().stream())
                        .map(ending -> "." + ending)
                        .toList();
        return new JsonObject()
                .put("largest", rules.largest())
                .put("accept", String.join(",", endings));
    }

    /** By the secret of the page; nobody else may. */
    private static Optional<Visitor> visitor(RoutingContext http) {
        return Optional.ofNullable(http.request().getHeader("Authorization"))
                .filter(told -> told.startsWith(BEARER))
                .flatMap(told -> VisitorKey.of(told.substring(BEARER.length())))
                .flatMap(key ->
                        Optional.ofNullable(http.pathParam("gateway"))
                                .map(name -> new Visitor(name, key.peer(), Optional.empty())));
    }

    private static Optional<String> client(RoutingContext http) {
        return uuid(http.request().getParam("client")).map(UUID::toString);
    }

    private static Optional<UUID> uuid(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void failed(RoutingContext http) {
        if (http.statusCode() == 413) {
            ChatProblem.of(AttachmentRules.Refusal.TOO_BIG).answer(http);
        } else {
            unavailable(http, Optional.ofNullable(http.failure()).orElseGet(Throwable::new));
        }
    }

    private static void unavailable(RoutingContext http, Throwable failure) {
        log.atWarn().addKeyValue("error", failure.toString()).log("a file was not taken or given");
        ChatProblem.BUSY.answer(http);
    }
}
