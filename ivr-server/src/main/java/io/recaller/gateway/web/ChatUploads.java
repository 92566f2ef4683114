package io.recaller.gateway.web;

import io.recaller.http.FileAnswer;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FilesAtOnce;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
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

    private final Vertx vertx;
    private final NavigableMap<String, WebGateway> gateways;
    private final ChatThreads threads;
    private final Blocking storing;
    private final Function<RoutingContext, String> address;
    private final Predicate<String> mayAct;
    private final FileLimits limits;
    private final InstantSource clock;
    private final FilesAtOnce taken;
    private final FilesAtOnce given;

    /**
     * @param storing for the files, beside what people say
     * @param address whose request it is
     * @param mayAct whether something may be done from that address now
     */
    ChatUploads(
            Vertx vertx,
            NavigableMap<String, WebGateway> gateways,
            ChatThreads threads,
            Blocking storing,
            Function<RoutingContext, String> address,
            Predicate<String> mayAct,
            FileLimits limits,
            InstantSource clock) {
        this.clock = clock;
        this.vertx = vertx;
        this.gateways = gateways;
        this.threads = threads;
        this.storing = storing;
        this.address = address;
        this.mayAct = mayAct;
        this.limits = limits;
        this.taken = new FilesAtOnce(limits.atOnce(), limits.takenOfAddress());
        this.given = new FilesAtOnce(limits.atOnce(), limits.givenOfAddress());
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
                    .putHeader("Access-Control-Expose-Headers", "Retry-After")
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
        if (visitor(http).isEmpty() || FileRequest.client(http).isEmpty()) {
            ChatProblem.NO_VISITOR.answer(http);
        } else {
            turn(http, taken)
                    .ifPresent(over -> FileRequest.read(http, vertx, limits.within(), over));
        }
    }

    /** What is to be run once it has arrived; empty: it cannot be now, and that is answered. */
    private Optional<Runnable> turn(RoutingContext http, FilesAtOnce places) {
        var from = address.apply(http);
        var entry = mayAct.test(from) ? places.enter(from) : FilesAtOnce.Entry.SHARE_IS_FULL;
        return switch (entry) {
            case SHARE_IS_FULL -> {
                ChatProblem.TOO_MANY_FILES.answer(http);
                yield Optional.empty();
            }
            case ALL_ARE_FULL -> {
                ChatProblem.BUSY.answer(http);
                yield Optional.empty();
            }
            case TAKEN -> Optional.of(() -> places.leave(from));
        };
    }

    private void take(RoutingContext http) {
        var visitor = visitor(http).orElseThrow();
        var client = FileRequest.client(http).orElseThrow();
        var name = FileRequest.name(http);
        var content = FileRequest.content(http);
        storing.call(() -> threads.upload(visitor, client, name, content))
                .onSuccess(refused ->
                        refused.ifPresentOrElse(
                                why -> ChatProblem.of(why).answer(http),
                                () -> http.response().setStatusCode(201).end()))
                .onFailure(failure -> unavailable(http, failure));
    }

    private void give(RoutingContext http) {
        var visitor = visitor(http);
        var file = FileRequest.file(http);
        if (visitor.isEmpty() || file.isEmpty()) {
            ChatProblem.NO_VISITOR.answer(http);
            return;
        }
        turn(http, given)
                .ifPresent(over ->
                        storing.call(() -> threads.file(visitor.get(), file.get()))
                                .onFailure(failure -> unavailable(http, failure))
                                .compose(found -> answer(http, found))
                                .onComplete(_ -> over.run()));
    }

    /** Done once all of it has left, or nothing of it is kept here any more. */
    private Future<Void> answer(RoutingContext http, Optional<ChatThreads.FileOfChat> found) {
        if (found.isEmpty()) {
            ChatProblem.NO_SUCH_FILE.answer(http);
            return Future.succeededFuture();
        }
        return FileAnswer.give(
                http,
                found.get().attachment(),
                found.get().content(),
                Map.of("Cross-Origin-Resource-Policy", "cross-origin", "Cache-Control", "no-store"),
                limits.within());
    }

    /** The limits, for the page to know before it sends. */
    static JsonObject limits(AttachmentRules rules) {
        return new JsonObject().put("largest", rules.largest()).put("accept", rules.accept());
    }

    /** By the secret of the page, or what its site has signed; nobody else may. */
    private Optional<Visitor> visitor(RoutingContext http) {
        return Optional.ofNullable(http.request().getHeader("Authorization"))
                .filter(told -> told.startsWith(BEARER))
                .map(told -> told.substring(BEARER.length()))
                .flatMap(shown ->
                        Optional.ofNullable(http.pathParam("gateway"))
                                .map(gateways::get)
                                .flatMap(gateway -> visitor(gateway, shown)));
    }

    private Optional<Visitor> visitor(WebGateway gateway, String shown) {
        return shown.contains(".")
                ? gateway.signed(shown, clock.instant())
                        .map(who -> Visitor.signed(gateway.name(), who, Optional.empty()))
                : VisitorKey.of(shown)
                        .map(key -> new Visitor(gateway.name(), key.peer(), Optional.empty()));
    }

    private static void failed(RoutingContext http) {
        if (http.statusCode() == 413) {
            ChatProblem.of(AttachmentRules.Refusal.TOO_BIG).answer(http);
        } else {
            unavailable(http, FileRequest.failure(http));
        }
    }

    private static void unavailable(RoutingContext http, Throwable failure) {
        log.atWarn().addKeyValue("error", failure.toString()).log("a file was not taken or given");
        ChatProblem.BUSY.answer(http);
    }
}
