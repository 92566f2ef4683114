package io.recaller.gateway.hook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads the bodies of requests, before anybody knows who sends them: each within its length and
 * time, and all together within so many bytes, or whoever sends a byte a minute would keep
 * everybody else out. Each request on its own event loop.
 */
public final class UnsignedBodies {
    /** Why one is not read. */
    public enum Refusal {
        TOO_LONG,
        TOO_SLOW,
        /** Of all together. */
        TOO_MUCH
    }

    private final int longest;
    private final long most;
    private final Duration within;
    private final AtomicLong inFlight = new AtomicLong();

    /**
     * Of one door.
     *
     * @param longest bytes of one
     * @param most bytes of all that are being read, or were and are not {@link #done} with
     * @param within for one, to its last byte
     */
    public UnsignedBodies(int longest, long most, Duration within) {
        this.longest = longest;
        this.most = most;
        this.within = within;
    }

    /**
     * The whole body, in flight until it is {@link #done} with; fails when its sender is gone, or
     * is refused.
     *
     * @param refused answers; nothing more is read, and the connection is to be closed
     */
    public Future<Buffer> read(RoutingContext context, Consumer<Refusal> refused) {
        var body = new Body(refused);
        var timer = context.vertx().setTimer(within.toMillis(), _ -> body.refuse(Refusal.TOO_SLOW));
        context.request()
                .handler(body::take)
                .exceptionHandler(body.whole::tryFail)
                .endHandler(_ -> body.whole.tryComplete(body.all));
        return body.whole
                .future()
                .onComplete(_ -> context.vertx().cancelTimer(timer))
                .onFailure(_ -> done(body.all));
    }

    /** One that was read is not needed any more. */
    public void done(Buffer body) {
        inFlight.addAndGet(-body.length());
    }

    long inFlight() {
        return inFlight.get();
    }

    private final class Body {
        final Buffer all = Buffer.buffer();
        final Promise<Buffer> whole = Promise.promise();
        private final Consumer<Refusal> refused;

        Body(Consumer<Refusal> refused) {
            this.refused = refused;
        }

        void take(Buffer part) {
            if (!whole.future().isComplete()) {
                all.appendBuffer(part);
                var now = inFlight.addAndGet(part.length());
                if (all.length() > longest) {
                    refuse(Refusal.TOO_LONG);
                } else if (now > most) {
                    refuse(Refusal.TOO_MUCH);
                }
            }
        }

        void refuse(Refusal why) {
            if (whole.tryFail(why.name())) {
                refused.accept(why);
            }
        }
    }
}
