package io.recaller.gateway.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.Gateway.NotSentException;
import io.recaller.channel.Gateway.Remedy;
import io.recaller.gateway.telegram.TelegramApi.BrokenOffException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends files. One of which no answer comes may have arrived: it is sent a few times more, less and
 * less often, and then given up, for whoever waits behind it. Any thread; blocking.
 */
final class Uploads {
    private static final int MOST_TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final TelegramApi api;

    /** How often each was broken off, by the place of its message; those that still wait only. */
    private final Map<Long, Integer> brokenOff = new ConcurrentHashMap<>();

    Uploads(TelegramApi api) {
        this.api = api;
    }

    /**
     * The result of a method that takes a file.
     *
     * @param seq the place of the message
     */
    JsonNode send(long seq, String method, MultipartForm form) throws NotSentException {
        try {
            var result = api.send(method, form);
            brokenOff.remove(seq);
            return result;
        } catch (BrokenOffException _) {
            throw new NotSentException(remedy(seq));
        }
    }

    private Remedy remedy(long seq) {
        var tries = brokenOff.merge(seq, 1, Integer::sum);
        if (tries < MOST_TRIES) {
            return new Remedy.Again(PAUSE.multipliedBy(tries), "Telegram did not answer a file");
        }
        brokenOff.remove(seq);
        return new Remedy.GiveUp(
                "Telegram did not say that it has the file, "
                        + MOST_TRIES
                        + " times; send it anew");
    }
}
