package io.recaller.gateway.web;

import java.time.Duration;

/**
 * How much the chat takes on.
 *
 * @param burst messages of one socket at once
 * @param perSecond and on average after that
 * @param burstOfAddress what all sockets of one address may say at once
 * @param perSecondOfAddress and on average after that
 * @param newcomers visitors nobody knew who may begin at once, wherever they come from
 * @param newcomersPerSecond and on average after that
 * @param socketsOfAddress sockets of one address: an office behind one address has many visitors
 * @param sockets of all addresses together: each takes memory and a file of the process
 * @param helloWithin a socket that does not say who it is for so long is closed
 * @param pingAfter how often a socket is asked for a sign of life
 * @param silentAfter one that says nothing for so long is closed
 * @param lookEvery how long news may take when no signal says that there are any
 * @param lookSeldom as {@code lookEvery}, of a chat in which nothing happens
 * @param atOnce how many blocking tasks run at a time; less than the database pool has
 * @param patience how long one waits for its turn
 * @param files how many files are on their way at once
 */
public record ChatLimits(
        int burst,
        double perSecond,
        int burstOfAddress,
        double perSecondOfAddress,
        int newcomers,
        double newcomersPerSecond,
        int socketsOfAddress,
        int sockets,
        Duration helloWithin,
        Duration pingAfter,
        Duration silentAfter,
        Duration lookEvery,
        Duration lookSeldom,
        int atOnce,
        Duration patience,
        FileLimits files) {
    /** The same with other numbers of visitors nobody knew. */
    ChatLimits withNewcomers(int atOnceInAll, double perSecondInAll) {
        return new ChatLimits(
                burst,
                perSecond,
                burstOfAddress,
                perSecondOfAddress,
                atOnceInAll,
                perSecondInAll,
                socketsOfAddress,
                sockets,
                helloWithin,
                pingAfter,
                silentAfter,
                lookEvery,
                lookSeldom,
                atOnce,
                patience,
                files);
    }

    /** The same with another number of sockets in all. */
    ChatLimits withSockets(int inAll) {
        return new ChatLimits(
                burst,
                perSecond,
                burstOfAddress,
                perSecondOfAddress,
                newcomers,
                newcomersPerSecond,
                socketsOfAddress,
                inAll,
                helloWithin,
                pingAfter,
                silentAfter,
                lookEvery,
                lookSeldom,
                atOnce,
                patience,
                files);
    }

    /** The same with other numbers of files. */
    ChatLimits withFiles(FileLimits others) {
        return new ChatLimits(
                burst,
                perSecond,
                burstOfAddress,
                perSecondOfAddress,
                newcomers,
                newcomersPerSecond,
                socketsOfAddress,
                sockets,
                helloWithin,
                pingAfter,
                silentAfter,
                lookEvery,
                lookSeldom,
                atOnce,
                patience,
                others);
    }

    public static ChatLimits defaults() {
        return new ChatLimits(
                20,
                3,
                200,
                20,
                2_000,
                50,
                100,
                10_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(25),
                Duration.ofSeconds(70),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                6,
                Duration.ofSeconds(2),
                FileLimits.defaults());
    }
}
