package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.call.Polling;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the Bot API for what people did, by one server at a time. What was asked for is told to be
 * had only once it is in rows: a killed server's updates come again, and are known.
 */
public final class TelegramPoll implements Polling.Asking, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelegramPoll.class);
    private static final Duration LONG = Duration.ofSeconds(25);

    private final TelegramBot bot;
    private final TelegramApi api;
    private final Downloads downloads;
    private final Inbox inbox;
    private final GatewayHealth health;
    private final InstantSource clock;
    private final Polling polling;

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
        this.health = health;
        this.clock = clock;
        this.polling = new Polling(bot.name(), LONG.multipliedBy(2), this, holding, health);
    }

    public void start() {
        polling.start();
    }

    @Override
    public void poll() throws NotSentException {
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
            polling.rest();
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

    /** What was not told to be had comes again. */
    @Override
    public void forget() {}

    @Override
    public String refused(String why) {
        return "the bot's messages cannot be asked for: " + why;
    }

    /** Another server may ask from now on. */
    @Override
    public void close() {
        polling.close();
    }
}
