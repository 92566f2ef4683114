package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.DatabaseUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Bot API for what people did, by one server at a time. What was asked for is told to be
 * had only once it is in rows: a killed server's updates come again, and are known.
 */
public final class TelegramPoll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramPoll.class);
    private static final Duration LONG = Duration.ofSeconds(25);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final TelegramBot bot;
    private final TelegramApi api;
    private final Downloads downloads;
    private final Inbox inbox;
    private final Holding holding;
    private final GatewayHealth health;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    // Of its thread only.
    private long next;

    /** Nothing is asked before {@link #start}. */
    public TelegramPoll(
            TelegramBot bot,
            Inbox inbox,
            Holding holding,
            GatewayHealth health,
            InstantSource clock) {
        this.bot = bot;
        this.api = new TelegramApi(bot);
        this.downloads = new Downloads(api, inbox.fileRules().largest());
        this.inbox = inbox;
        this.holding = holding;
        this.health = health;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("telegram-" + bot.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                if (holding.hold(bot.name(), LONG.multipliedBy(2))) {
                    poll();
                } else {
                    health.isElsewhere(bot.name());
                    pause(PAUSE);
                }
            } catch (NotSentException failure) {
                deal(failure.remedy());
            } catch (DatabaseUnavailableException _) {
                pause(PAUSE);
            } catch (RuntimeException bug) {
                LOG.atError().setCause(bug).log("a bot's messages cannot be taken in");
                pause(PAUSE);
            }
        }
    }

    private void poll() throws NotSentException {
        var arguments =
                TelegramApi.arguments().put("offset", next).put("timeout", LONG.toSeconds());
        arguments.putArray("allowed_updates").add("message").add("callback_query");
        var updates = api.call("getUpdates", arguments, LONG);
        health.works(bot.name());
        for (var update : updates) {
            take(update);
            next = Math.max(next, update.path("update_id").asLong() + 1);
        }
        if (updates.isEmpty()) {
            pause(Duration.ofMillis(50)); // a side that does not wait by itself
        }
    }

    private void take(JsonNode update) throws NotSentException {
        try {
            var read = Update.read(bot.name(), update, clock.instant());
            if (read.isPresent()) {
                inbox.take(read.get().with(files(update)));
            }
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException bug) {
            LOG.atError()
                    .setCause(bug)
                    .addKeyValue("update", update.path("update_id").asLong())
                    .log("what somebody did cannot be taken in, the others go on");
        }
        var query = update.path("callback_query").path("id").asText();
        if (!query.isEmpty()) {
            seen(query);
        }
    }

    private List<IncomingFile> files(JsonNode update) throws NotSentException {
        var file = TelegramFile.of(update);
        return file.isPresent() ? List.of(downloads.fetched(file.get())) : List.of();
    }

    /** Else the button keeps turning on the other side. */
    private void seen(String query) {
        try {
            api.call(
                    "answerCallbackQuery",
                    TelegramApi.arguments().put("callback_query_id", query),
                    Duration.ofSeconds(2));
        } catch (NotSentException e) {
            LOG.atDebug().setCause(e).log("a button turns on");
        }
    }

    private void deal(Remedy remedy) {
        switch (remedy) {
            case Remedy.Dead(var why) -> {
                health.isDead(bot.name(), why);
                pause(Duration.ofSeconds(30));
            }
            case Remedy.Again(var after, var why) -> {
                if (closing.getCount() > 0) {
                    health.isAskedInVain(bot.name(), why);
                }
                pause(after);
            }
            case Remedy.GiveUp(var why) -> {
                LOG.atWarn().addKeyValue("why", why).log("a bot's messages cannot be asked for");
                pause(Duration.ofSeconds(30));
            }
        }
    }

    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    /** Another server may ask from now on. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        holding.letGo(bot.name());
    }
}
