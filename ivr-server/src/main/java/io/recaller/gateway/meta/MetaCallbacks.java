package io.recaller.gateway.meta;

import io.recaller.gateway.meta.MetaWebhook.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Meta calls back, {@code /meta/GATEWAY}: beside the API, whose contract it is no part of.
 */
public final class MetaCallbacks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetaCallbacks.class);

    /** whatsapp/cloud-api/guides/set-up-webhooks: payloads are up to 3 MB. */
    private static final int LONGEST = 3 * 1024 * 1024;

    /** In bytes, of all that is being read: nobody has signed for it yet. */
    private static final long MOST_IN_FLIGHT = 64L * 1024 * 1024;

    /** As many at once; whoever is told to come again does. */
    private static final int MOST_AT_ONCE = 64;

    private static final Answer UNKNOWN = new Answer(404, "There is no such gateway.");
    private static final Answer TOO_LONG = new Answer(413, "Longer than 3 MiB.");
    private static final Answer TOO_MUCH = new Answer(503, "Too much at once; send it again.");

    private final MetaWebhook webhook;
    private final boolean areNone;
    private final WebhookRefusals refusals;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final AtomicLong inFlight = new AtomicLong();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("meta-", 0).factory());

    public MetaCallbacks(List<MetaDoor> doors, InstantSource clock) {
        this.webhook = new MetaWebhook(doors);
        this.areNone = doors.isEmpty();
        this.refusals = new WebhookRefusals(clock);
    }

    /** Nothing where there is no such gateway. */
    public void mount(Router router) {
        if (!areNone) {
            router.get("/meta/:gateway").handler(this::verify);
            router.post("/meta/:gateway").handler(this::hear);
        }
    }

    private void verify(RoutingContext context) {
        answer(
                context,
                plan(context)
                        .map(plan ->
                                MetaWebhook.verified(
                                        plan,
                                        asked(context, "hub.mode"),
                                        asked(context, "hub.verify_token"),
                                        asked(context, "hub.challenge")))
                        .orElse(UNKNOWN));
    }

    private Optional<MetaPlan> plan(RoutingContext context) {
        return webhook.named(Optional.ofNullable(context.pathParam("gateway")).orElse(""));
    }

    private static String asked(RoutingContext context, String name) {
        return Optional.ofNullable(context.queryParams().get(name)).orElse("");
    }

    private void hear(RoutingContext context) {
        var plan = plan(context);
        if (plan.isEmpty()) {
            answer(context, UNKNOWN);
            return;
        }
        body(
                        context.request(),
                        refusal -> {
                            answer(context, refusal);
                            context.request().connection().close();
                        })
                .onSuccess(body -> hear(context, plan.get(), body));
    }

    private void hear(RoutingContext context, MetaPlan plan, Buffer body) {
        if (!room.tryAcquire()) {
            inFlight.addAndGet(-body.length());
            answer(context, TOO_MUCH);
            return;
        }
        var signature = context.request().getHeader("X-Hub-Signature-256");
        var vertx = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            var answer = heard(plan, body, signature == null ? "" : signature);
            inFlight.addAndGet(-body.length());
            room.release();
            vertx.runOnContext(_ -> answer(context, answer));
        });
    }

    private Answer heard(MetaPlan plan, Buffer body, String signature) {
        try {
            var answer = webhook.heard(plan, body.getBytes(), signature);
            if (answer.status() != 200) {
                var _ = refusals.refused(plan.gateway(), answer.status(), answer.words());
            }
            return answer;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("gateway", plan.gateway())
                    .setCause(e)
                    .log("a webhook of Meta's failed");
            return new Answer(500, "Not kept; send it again.");
        }
    }

    /** Counted as in flight until it is done with, where it is whole. */
    private Future<Buffer> body(HttpServerRequest request, Consumer<Answer> refused) {
        var all = Buffer.buffer();
        var whole = Promise.<Buffer>promise();
        request.handler(
                        part -> {
                            if (!whole.future().isComplete()) {
                                all.appendBuffer(part);
                                var now = inFlight.addAndGet(part.length());
                                if (all.length() > LONGEST || now > MOST_IN_FLIGHT) {
                                    whole.fail("refused");
                                    refused.accept(all.length() > LONGEST ? TOO_LONG : TOO_MUCH);
                                }
                            }
                        })
                .exceptionHandler(whole::tryFail)
                .endHandler(_ -> whole.tryComplete(all));
        return whole.future().onFailure(_ -> inFlight.addAndGet(-all.length()));
    }

    private static void answer(RoutingContext context, Answer answer) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", "text/plain")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Cache-Control", "no-store")
                    .end(answer.words());
        }
    }

    @Override
    public void close() {
        workers.close();
    }
}
