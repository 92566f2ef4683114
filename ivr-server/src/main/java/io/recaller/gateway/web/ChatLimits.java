package io.recaller.gateway.web;

import java.time.Duration;
import java.time.Instant;

/**
 * How much the chat takes on.
 *
 * @param ofSocket what one socket may say
 * @param ofAddress what all sockets of one address may say together
 * @param newcomers how many visitors nobody knew may begin, wherever they come from
 */
public record ChatLimits(
        Rate ofSocket,
        Rate ofAddress,
        Rate newcomers,
        OpenSockets sockets,
        Looking looking,
        Work work,
        FileLimits files) {
    /**
     * How often something may be.
     *
     * @param burst at once
     * @param perSecond and on average after that
     */
    public record Rate(int burst, double perSecond) {
        TokenBucket bucket(Instant now) {
            return new TokenBucket(burst, perSecond, now);
        }
    }

    /**
     * OpenSockets that may be open.
     *
     * @param ofAddress of one address: an office behind one address has many visitors
     * @param inAll of all addresses together: each takes memory and a file of the process
     * @param helloWithin one that does not say who it is for so long is closed
     * @param pingAfter how often one is asked for a sign of life
     * @param silentAfter one that says nothing for so long is closed
     */
    public record OpenSockets(
            int ofAddress,
            int inAll,
            Duration helloWithin,
            Duration pingAfter,
            Duration silentAfter) {}

    /**
     * How long news may take when no signal says that there are any.
     *
     * @param every in a chat in which something happens
     * @param seldom in one in which nothing does
     */
    public record Looking(Duration every, Duration seldom) {}

    /**
     * Blocking tasks.
     *
     * @param atOnce how many run at a time; less than the database pool has
     * @param patience how long one waits for its turn
     */
    public record Work(int atOnce, Duration patience) {}

    public static ChatLimits defaults() {
        return new ChatLimits(
                new Rate(20, 3),
                new Rate(200, 20),
                new Rate(2_000, 50),
                new OpenSockets(
                        100,
                        10_000,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(70)),
                new Looking(Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new Work(6, Duration.ofSeconds(2)),
                FileLimits.defaults());
    }
}
