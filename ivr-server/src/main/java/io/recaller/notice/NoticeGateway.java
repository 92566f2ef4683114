package io.recaller.notice;

import io.recaller.contact.Channel;
import io.recaller.customer.ConsentChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A way by which customers can be told something.
 *
 * @param name the gateway's, as the settings have it
 * @param by what a customer agrees to
 * @param channel what contacts that come in by it are on
 * @param pushes whether what is told must be sent; else the other side reads our rows
 * @param window how long after their last message somebody may be written to; empty: at any time
 * @param template what may be sent after that, in words; empty: nothing
 * @param named what notices may name to be sent instead of that
 * @param language what is spoken there to who prefers nothing else, a BCP 47 tag
 */
public record NoticeGateway(
        String name,
        ConsentChannel by,
        Channel channel,
        boolean pushes,
        Optional<Duration> window,
        Optional<String> template,
        List<NoticeTemplate> named,
        Optional<String> language) {
    public NoticeGateway {
        named = List.copyOf(named);
    }

    /** Of which notices can name nothing. */
    public NoticeGateway(
            String name,
            ConsentChannel by,
            Channel channel,
            boolean pushes,
            Optional<Duration> window,
            Optional<String> template,
            Optional<String> language) {
        this(name, by, channel, pushes, window, template, List.of(), language);
    }

    /** Whether somebody can be written to there who never wrote. */
    boolean mayBegin() {
        return by == ConsentChannel.SMS || by == ConsentChannel.EMAIL;
    }
}
