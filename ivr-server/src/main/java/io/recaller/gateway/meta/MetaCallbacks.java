package io.recaller.gateway.meta;

import io.recaller.gateway.hook.UnsignedBodies;
import io.recaller.gateway.meta.MetaWebhook.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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

    private static final Duration READ_WITHIN = Duration.ofSeconds(30);

    /** As many at once; whoever is told to come again does. */
    private static final int MOST_AT_ONCE = 64;

    private static final Answer UNKNOWN = new Answer(404, "There is no such gateway.");
    private static final Answer TOO_LONG = new Answer(413, "Longer than 3 MiB.");
    private static final Answer TOO_SLOW = new Answer(408, "Not whole within 30 s; send it again.");
    private static final Answer TOO_MUCH = new Answer(503, "Too much at once; send it again.");

    private final MetaWebhook webhook;
    private final boolean areNone;
    private final WebhookRefusals refusals;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final UnsignedBodies bodies = new UnsignedBodies(LONGEST, MOST_IN_FLIGHT, READ_WITHIN);
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
        bodies.read(context, refusal -> refuse(context, refusal))
                .onSuccess(body -> hear(context, plan.get(), body));
    }

    private static void refuse(RoutingContext context, UnsignedBodies.Refusal why) {
        answer(
                context,
                switch (why) {
                    case TOO_LONG -> TOO_LONG;
                    case TOO_SLOW -> TOO_SLOW;
                    case TOO_MUCH -> TOO_MUCH;
                });
        context.request().connection().close();
    }

    private void hear(RoutingContext context, MetaPlan plan, Buffer body) {
        if (!room.tryAcquire()) {
            bodies.done(body);
            answer(context, TOO_MUCH);
            return;
        }
        var signature = context.request().getHeader("X-Hub-Signature-256");
        var vertx = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            var answer = heard(plan, body, signature == null ? "" : signature);
            bodies.done(body);
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
