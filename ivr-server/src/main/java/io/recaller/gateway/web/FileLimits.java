package io.recaller.gateway.web;

import java.time.Duration;

/**
 * How many files of chats are on their way at once: each is in memory until it has arrived.
 *
 * @param atOnce taken at once, wherever they come from; as many again may be given
 * @param takenOfAddress of those taken, how many come from one address
 * @param givenOfAddress of those given, how many go to one address
 * @param within how long one may take, however slow the line is; then its connection is cut
 */
public record FileLimits(int atOnce, int takenOfAddress, int givenOfAddress, Duration within) {
    static FileLimits defaults() {
        return new FileLimits(8, 2, 4, Duration.ofMinutes(3));
    }
}
