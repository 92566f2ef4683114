package io.recaller.notice;

import io.recaller.contact.Channel;
import io.recaller.customer.ConsentChannel;
import java.time.Duration;
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
 * @param language what is spoken there to who prefers nothing else, a BCP 47 tag
 */
public record NoticeGateway(
        String name,
        ConsentChannel by,
        Channel channel,
        boolean pushes,
        Optional<Duration> window,
        Optional<String> template,
        Optional<String> language) {
    /** Whether somebody can be written to there who never wrote. */
    boolean mayBegin() {
        return by == ConsentChannel.SMS || by == ConsentChannel.EMAIL;
    }
}
