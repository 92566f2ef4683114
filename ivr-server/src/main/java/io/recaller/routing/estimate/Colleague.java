package io.recaller.routing.estimate;

import io.recaller.contact.Channel;
import io.recaller.routing.match.Candidate;
import java.time.Duration;
import java.util.List;

/**
 * An agent who takes contacts, as far as an estimate goes.
 *
 * @param agent with all that is in hand
 * @param work what is in hand
 */
public record Colleague(Candidate agent, List<Work> work) {
    public Colleague {
        work = List.copyOf(work);
    }

    /**
     * A contact in hand.
     *
     * @param time how long such contacts last
     * @param lasted how long it has been talked with and wrapped up
     * @param most how long it can last yet
     */
    public record Work(Channel channel, HandlingTime time, Duration lasted, Duration most) {}
}
