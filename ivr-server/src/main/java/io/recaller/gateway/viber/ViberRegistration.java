package io.recaller.gateway.viber;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Viber where to tell us what people do, until it has understood. Viber calls that address
 * while it is told: our HTTP port must answer before {@link #start}.
 */
public final class ViberRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViberRegistration.class);
    private static final Duration DEAD_FOR = Duration.ofMinutes(1);
    private static final List<String> EVENTS =
            List.of(
                    "delivered",
                    "seen",
                    "failed",
                    "subscribed",
                    "unsubscribed",
                    "conversation_started");

    private final ViberBot bot;
    private final ViberApi api;
    private final GatewayHealth health;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Nothing is told before {@link #start}. */
    public ViberRegistration(ViberBot bot, GatewayHealth health) {
        this.bot = bot;
        this.api = new ViberApi(bot);
        this.health = health;
        this.thread = Thread.ofVirtual().name("viber-" + bot.gateway()).unstarted(this::run);
    }

    /** Nothing happens where no address of ours is known. */
    public void start() {
        if (bot.hook().isPresent()) {
            thread.start();
        }
    }

    private void run() {
        while (closing.getCount() > 0 && !isTold()) {}
    }

    private boolean isTold() {
        try {
            var arguments = ViberApi.JSON.createObjectNode().put("url", bot.hook().orElseThrow());
            EVENTS.forEach(arguments.putArray("event_types")::add);
            arguments.put("send_name", true);
            api.call("set_webhook", arguments);
            health.works(bot.gateway());
            LOG.atInfo().addKeyValue("gateway", bot.gateway()).log("Viber tells us what people do");
            return true;
        } catch (NotSentException failure) {
            pause(told(failure.remedy()));
            return false;
        }
    }

    private Duration told(Remedy remedy) {
        return switch (remedy) {
            case Remedy.Again(var after, _) -> after.plusSeconds(1);
            case Remedy.GiveUp(var why) -> dead(why);
            case Remedy.Dead(var why) -> dead(why);
        };
    }

    private Duration dead(String why) {
        health.isDead(bot.gateway(), why);
        return DEAD_FOR;
    }

    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }
}
