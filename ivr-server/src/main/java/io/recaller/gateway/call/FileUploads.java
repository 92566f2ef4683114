package io.recaller.gateway.call;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Remembered;
import java.time.Duration;

/**
 * Sends files to a provider. One of which no answer comes may have arrived: it is sent a few times
 * more, less and less often, and then given up, for whoever waits behind it. Any thread; blocking.
 */
public final class FileUploads {
    private static final int MOST_TRIES = 5;
    static final int MOST_KNOWN = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final String provider;

    /** How often each was broken off, by the place of its message. */
    private final Remembered<Long, Integer> brokenOff = new Remembered<>(MOST_KNOWN);

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
            var _ = brokenOff.forget(seq);
            return result;
        } catch (BrokenOffException _) {
            throw new NotSentException(remedy(seq));
        }
    }

    private Remedy remedy(long seq) {
        var tries = brokenOff.of(seq).orElse(0) + 1;
        if (tries < MOST_TRIES) {
            brokenOff.put(seq, tries);
            return new Remedy.Again(PAUSE.multipliedBy(tries), provider + " did not answer a file");
        }
        var _ = brokenOff.forget(seq);
        return new Remedy.GiveUp(
                provider
                        + " did not say that it has the file, "
                        + MOST_TRIES
                        + " times; send it anew");
    }
}
