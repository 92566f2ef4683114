package io.recaller.api;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the bodies of all requests under way may take together: what has no room is told
 * to come again, before a byte of it is read. Thread-safe.
 */
final class BodyRoom {
    private final int mostOfOne;
    private final Duration bodyWithin;
    private final AtomicLong free;

    BodyRoom(ApiLimits limits) {
        this.mostOfOne = limits.bodyBytes();
        this.bodyWithin = limits.bodyWithin();
        this.free = new AtomicLong((long) limits.bodyBytes() * limits.bodies());
    }

    /** Keeps the room until the request is answered, or its connection is gone. */
    void pass(RoutingContext context) {
        var bytes = announced(context);
        if (free.addAndGet(-bytes) < 0) {
            free.addAndGet(bytes);
            Answers.send(context, Problem.busy());
            return;
        }
        var late = context.vertx().setTimer(bodyWithin.toMillis(), _ -> closeUnread(context));
        context.addEndHandler(_ -> {
            context.vertx().cancelTimer(late);
            free.addAndGet(bytes);
        });
        context.next();
    }

    /** Who sends a byte now and then would keep the room for ever. */
    private static void closeUnread(RoutingContext context) {
        if (!context.request().isEnded()) {
            context.request().connection().close();
        }
    }

    /** A body without a length may become as long as any; one too long is refused unread. */
    private long announced(RoutingContext context) {
        var request = context.request();
        var length = request.getHeader("Content-Length");
        if (length == null) {
            return request.getHeader("Transfer-Encoding") == null ? 0 : mostOfOne;
        }
        try {
            return Math.clamp(Long.parseLong(length), 0, mostOfOne);
        } catch (NumberFormatException _) {
            return mostOfOne;
        }
    }
}
