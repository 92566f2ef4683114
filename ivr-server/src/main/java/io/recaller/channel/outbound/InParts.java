package io.recaller.channel.outbound;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import java.util.List;

/**
 * Sends messages that are several requests to the other side: after one that failed it goes on with
 * that one, and what went out does not go out again. Any thread; a message by one at a time.
 */
public final class InParts {
    /** A message that is forgotten begins anew: what of it went out goes out twice. */
    static final int MOST = 10_000;

    /** One request. */
    @FunctionalInterface
    public interface Part {
        /** The gateway's own id of it. */
        String send() throws NotSentException;
    }

    /** How many parts of a message were sent before one was not, by the message's place. */
    private final Remembered<Long, Integer> sent = new Remembered<>(MOST);

    /**
     * All that were not sent yet.
     *
     * @param seq the place of the message
     * @param parts the same each time
     * @return the gateway's id of the last
     */
    public String send(long seq, List<? extends Part> parts) throws NotSentException {
        var id = "";
        for (var i = sent.of(seq).orElse(0); i < parts.size(); i++) {
            id = send(seq, i, parts);
            sent.put(seq, i + 1);
        }
        var _ = sent.forget(seq);
        return id;
    }

    private String send(long seq, int at, List<? extends Part> parts) throws NotSentException {
        try {
            return parts.get(at).send();
        } catch (NotSentException failure) {
            if (failure.remedy() instanceof Remedy.GiveUp(var why)) {
                var _ = sent.forget(seq);
                throw at == 0 ? failure : halfSent(at, parts.size(), why);
            }
            throw failure;
        }
    }

    /** Whoever reads why it failed would send all of it again. */
    private static NotSentException halfSent(int sent, int of, String why) {
        return new NotSentException(
                new Remedy.GiveUp("only " + sent + " of its " + of + " parts went out: " + why));
    }
}
