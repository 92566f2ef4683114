package io.recaller.channel.agent;

import io.recaller.contact.Channel;
import io.recaller.message.ThreadId;
import java.time.Instant;
import java.util.Optional;

/**
 * Another way to write to the customer of a conversation, surely theirs.
 *
 * @param gateway as the settings name it
 * @param alias what they call themselves there; a word and no proof
 * @param until how long they may be answered there, exclusive; empty: at any time
 * @param freeUntil as of {@link Forewarning}
 */
public record OtherWay(
        ThreadId thread,
        String gateway,
        Channel channel,
        Optional<String> alias,
        Optional<Instant> until,
        Optional<Instant> freeUntil) {}
