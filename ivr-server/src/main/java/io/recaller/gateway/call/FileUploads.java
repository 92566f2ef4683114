package io.recaller.gateway.call;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends files to a provider. One of which no answer comes may have arrived: it is sent a few times
 * more, less and less often, and then given up, for whoever waits behind it. Any thread; blocking.
 */
public final class FileUploads {
    private static final int MOST_TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final String provider;

    /** How often each was broken off, by the place of its message; those that still wait only. */
    private final Map<Long, Integer> brokenOff = new ConcurrentHashMap<>();

    /**
     * To one provider.
     *
     * @param provider its name, for people to read
     */
    public FileUploads(String provider) {
        this.provider = provider;
    }

    /** One way of sending a file. */
    @FunctionalInterface
    public interface Upload<T> {
        T send() throws NotSentException, BrokenOffException;
    }

    /**
     * What the provider answers.
     *
     * @param seq the place of the message
     */
    public <T> T send(long seq, Upload<T> upload) throws NotSentException {
        try {
            var result = upload.send();
            brokenOff.remove(seq);
            return result;
        } catch (BrokenOffException _) {
            throw new NotSentException(remedy(seq));
        }
    }

    private Remedy remedy(long seq) {
        var tries = brokenOff.merge(seq, 1, Integer::sum);
        if (tries < MOST_TRIES) {
            return new Remedy.Again(PAUSE.multipliedBy(tries), provider + " did not answer a file");
        }
        brokenOff.remove(seq);
        return new Remedy.GiveUp(
                provider
                        + " did not say that it has the file, "
                        + MOST_TRIES
                        + " times; send it anew");
    }
}
