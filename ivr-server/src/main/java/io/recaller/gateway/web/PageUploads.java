package io.recaller.gateway.web;

import io.recaller.continuation.HandedFiles;
import io.recaller.continuation.HandedFiles.Handing;
import io.recaller.continuation.PageSecret;
import io.recaller.http.FileAnswer;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FilesAtOnce;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of pages beside calls over HTTP: taken from a page that is open, by its cookie, and given
 * back to that page alone. Safe for any thread; nothing here blocks the caller.
 */
final class PageUploads {
    private static final Logger log = LoggerFactory.getLogger(PageUploads.class);

    private static final String PATH = "/c/files";

    private final Vertx vertx;
    private final HandedFiles files;
    private final Blocking blocking;
    private final Blocking storing;
    private final Predicate<RoutingContext> isForeign;
    private final Predicate<RoutingContext> mayAct;
    private final Function<RoutingContext, Optional<PageSecret>> cookies;
    private final FileLimits limits;
    private final Optional<String> call;
    private final FilesAtOnce taken;
    private final FilesAtOnce given;

    /**
     * @param blocking for what is short: whether a page may hand in
     * @param storing for the files themselves
     * @param isForeign whether another site asks, or nobody says who does
     * @param mayAct whether something may be done from that address now
     * @param limits of a page, where they say of an address
     * @param call the number to call us at
     */
    PageUploads(
            Vertx vertx,
            HandedFiles files,
            Blocking blocking,
            Blocking storing,
            Predicate<RoutingContext> isForeign,
            Predicate<RoutingContext> mayAct,
            Function<RoutingContext, Optional<PageSecret>> cookies,
            FileLimits limits,
            Optional<String> call) {
        this.vertx = vertx;
        this.files = files;
        this.blocking = blocking;
        this.storing = storing;
        this.isForeign = isForeign;
        this.mayAct = mayAct;
        this.cookies = cookies;
        this.limits = limits;
        this.call = call;
        this.taken = new FilesAtOnce(limits.atOnce(), limits.takenOfAddress());
        this.given = new FilesAtOnce(limits.atOnce(), limits.givenOfAddress());
    }

    void mount(Router router) {
        router.post(PATH).handler(this::begin);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(files.rules().largest()))
                .handler(this::take)
                .failureHandler(this::failed);
        router.get(PATH + "/:file").handler(this::give);
    }

    /** Nothing is read of who has no page that may hand in something. */
    private void begin(RoutingContext http) {
        var flaw = flaw(http);
        if (flaw.isPresent()) {
            flaw.get().answer(http, call);
            return;
        }
        var cookie = cookies.apply(http).orElseThrow();
        http.request().pause();
        blocking.call(() -> files.mayHandIn(cookie))
                .onSuccess(may -> {
                    if (may) {
                        enter(http, cookie);
                    } else {
                        PageProblem.PAGE_OVER.answer(http, call);
                    }
                })
                .onFailure(failure -> unavailable(http, failure));
        // What is answered without having been read is read and dropped: the line is used again.
        http.addEndHandler(_ -> {
            if (!http.request().isEnded()) {
                http.request().resume();
            }
        });
    }

    private Optional<PageProblem> flaw(RoutingContext http) {
        if (isForeign.test(http)) {
            return Optional.of(PageProblem.FOREIGN_ORIGIN);
        }
        if (!mayAct.test(http)) {
            return Optional.of(PageProblem.TOO_MANY);
        }
        if (cookies.apply(http).isEmpty()) {
            return Optional.of(PageProblem.PAGE_OVER);
        }
        return FileRequest.client(http).isEmpty()
                ? Optional.of(PageProblem.FILE_UNNAMED)
                : Optional.empty();
    }

    private void enter(RoutingContext http, PageSecret cookie) {
        turn(http, taken, cookie)
                .ifPresent(over -> FileRequest.read(http, vertx, limits.within(), over));
    }

    /** What is to be run once it has arrived; empty: it cannot be now, and that is answered. */
    private Optional<Runnable> turn(RoutingContext http, FilesAtOnce places, PageSecret cookie) {
        var whose = VisitorKey.of(cookie).peer();
        return switch (places.enter(whose)) {
            case SHARE_IS_FULL -> {
                PageProblem.TOO_MANY.answer(http, call);
                yield Optional.empty();
            }
            case ALL_ARE_FULL -> {
                PageProblem.UNAVAILABLE.answer(http, call);
                yield Optional.empty();
            }
            case TAKEN -> Optional.of(() -> places.leave(whose));
        };
    }

    private void take(RoutingContext http) {
        var cookie = cookies.apply(http).orElseThrow();
        var client = FileRequest.client(http).orElseThrow();
        var name = FileRequest.name(http);
        var content = FileRequest.content(http);
        storing.call(() -> files.take(cookie, client, name, content))
                .onSuccess(handing -> {
                    switch (handing) {
                        case Handing.Kept() -> http.response().setStatusCode(201).end();
                        case Handing.Refused(var why) -> PageProblem.of(why).answer(http, call);
                        case Handing.Over() -> PageProblem.PAGE_OVER.answer(http, call);
                    }
                })
                .onFailure(failure -> unavailable(http, failure));
    }

    private void give(RoutingContext http) {
        var cookie = cookies.apply(http);
        var file = FileRequest.file(http);
        if (cookie.isEmpty() || file.isEmpty()) {
            PageProblem.NO_SUCH_FILE.answer(http, call);
        } else if (!mayAct.test(http)) {
            PageProblem.TOO_MANY.answer(http, call);
        } else {
            turn(http, given, cookie.get())
                    .ifPresent(over ->
                            storing.call(() -> files.open(cookie.get(), file.get()))
                                    .onFailure(failure -> unavailable(http, failure))
                                    .compose(found -> answer(http, found))
                                    .onComplete(_ -> over.run()));
        }
    }

    /** Done once all of it has left, or nothing of it is kept here any more. */
    private Future<Void> answer(RoutingContext http, Optional<HandedFiles.Opened> found) {
        if (found.isEmpty()) {
            PageProblem.NO_SUCH_FILE.answer(http, call);
            return Future.succeededFuture();
        }
        return FileAnswer.give(
                http,
                found.get().attachment(),
                found.get().content(),
                Map.of("Cross-Origin-Resource-Policy", "same-origin", "Cache-Control", "no-store"),
                limits.within());
    }

    private void failed(RoutingContext http) {
        if (http.statusCode() == 413) {
            PageProblem.of(AttachmentRules.Refusal.TOO_BIG).answer(http, call);
        } else {
            unavailable(http, FileRequest.failure(http));
        }
    }

    private void unavailable(RoutingContext http, Throwable failure) {
        log.atWarn()
                .addKeyValue("error", failure.toString())
                .log("a file of a page was not taken or given");
        PageProblem.UNAVAILABLE.answer(http, call);
    }
}
