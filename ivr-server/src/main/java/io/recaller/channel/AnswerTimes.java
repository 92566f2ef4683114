package io.recaller.channel;

import io.recaller.contact.Channel;
import java.time.Duration;

/**
 * By when people who write are to have an answer of an agent. When it is late the agent sees it;
 * who is left without a word for much longer is offered to others.
 *
 * @param first from when the contact waits for an agent
 * @param next from the first of what the customer wrote after the agent's last answer
 */
public record AnswerTimes(Duration first, Duration next) {
    private static final int FORGOTTEN = 5;

    public AnswerTimes {
        if (!first.isPositive() || !next.isPositive()) {
            throw new IllegalArgumentException("an answer takes time: " + first + ", " + next);
        }
    }

    /** An agent who has said nothing for so long is not there: five times what is usual. */
    public Duration silence() {
        return next.multipliedBy(FORGOTTEN);
    }

    /** What people are used to on such a channel. */
    public static AnswerTimes usual(Channel channel) {
        return switch (channel) {
            case CHAT -> new AnswerTimes(Duration.ofMinutes(1), Duration.ofMinutes(2));
            case MESSENGER -> both(Duration.ofMinutes(5));
            case SMS -> both(Duration.ofMinutes(10));
            case EMAIL -> both(Duration.ofHours(4));
            case PHONE, WEB, SHOP -> both(Duration.ofDays(1));
        };
    }

    private static AnswerTimes both(Duration time) {
        return new AnswerTimes(time, time);
    }
}
