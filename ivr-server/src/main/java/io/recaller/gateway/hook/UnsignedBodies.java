package io.recaller.gateway.hook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests, before anybody knows who sends them: each within its length and
 * time, all together within so many bytes, and those of one client within a part of that, or
 * whoever sends a byte a minute would keep everybody else out. Each request on its own event loop.
 */
public final class UnsignedBodies {
    /** One client has as much of the room. */
    private static final int SHARES = 4;

    /** Why one is not read. */
    public enum Refusal {
        TOO_LONG,
        TOO_SLOW,
        /** Of all together, or of one client. */
        TOO_MUCH
    }

    private final int longest;
    private final long most;
    private final int mostOfClient;
    private final Duration within;
    private final AtomicLong inFlight = new AtomicLong();
    private final ConcurrentMap<String, Share> shares = new ConcurrentHashMap<>();

    /** What one client has in flight. */
    private record Share(int reading, long bytes) {
        static final Share NOTHING = new Share(0, 0);

        @Nullable Share and(int more, long moreBytes) {
            var sum = new Share(reading + more, bytes + moreBytes);
            return sum.equals(NOTHING) ? null : sum;
        }
    }

    /**
     * Of one door.
     *
     * @param longest bytes of one
     * @param most bytes of all that are being read, or were and are not {@link #done} with; a
     *     quarter of them for one client
     * @param mostOfClient bodies of one client that are being read at once
     * @param within for one, to its last byte
     */
    public UnsignedBodies(int longest, long most, int mostOfClient, Duration within) {
        this.longest = longest;
        this.most = most;
        this.mostOfClient = mostOfClient;
        this.within = within;
    }

    /**
     * The whole body, in flight until it is {@link #done} with; fails when its sender is gone, or
     * is refused.
     *
     * @param client who sends it, or their network
     * @param refused answers; nothing more is read, and the connection is to be closed
     */
    public Future<Buffer> read(RoutingContext context, String client, Consumer<Refusal> refused) {
        var body = new Body(client, refused);
        if (share(client, 1, 0).reading() > mostOfClient) {
            body.refuse(Refusal.TOO_MUCH);
        }
        var timer = context.vertx().setTimer(within.toMillis(), _ -> body.refuse(Refusal.TOO_SLOW));
        if ("100-continue".equalsIgnoreCase(context.request().getHeader("Expect"))) {
            context.response().writeContinue();
        }
        context.request()
                .handler(body::take)
                .exceptionHandler(body.whole::tryFail)
                .endHandler(_ -> body.whole.tryComplete(body.all));
        return body.whole
                .future()
                .onComplete(_ -> {
                    context.vertx().cancelTimer(timer);
                    share(client, -1, 0);
                })
                .onFailure(_ -> done(client, body.all));
    }

    /** One that was read is not needed any more. */
    public void done(String client, Buffer body) {
        inFlight.addAndGet(-body.length());
        share(client, 0, -body.length());
    }

    private Share share(String client, int reading, long bytes) {
        @Nullable Share now =
                shares.compute(
                        client,
                        (_, had) -> (had == null ? Share.NOTHING : had).and(reading, bytes));
        return now == null ? Share.NOTHING : now;
    }

    long inFlight() {
        return inFlight.get();
    }

    /** Clients that have something in flight. */
    int clients() {
        return shares.size();
    }

    private final class Body {
        final Buffer all = Buffer.buffer();
        final Promise<Buffer> whole = Promise.promise();
        private final String client;
        private final Consumer<Refusal> refused;

        Body(String client, Consumer<Refusal> refused) {
            this.client = client;
            this.refused = refused;
        }

        void take(Buffer part) {
            if (!whole.future().isComplete()) {
                all.appendBuffer(part);
                var now = inFlight.addAndGet(part.length());
                var ofClient = share(client, 0, part.length()).bytes();
                if (all.length() > longest) {
                    refuse(Refusal.TOO_LONG);
                } else if (now > most || ofClient > Math.max(longest, most / SHARES)) {
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
