package io.recaller.voicemail;

import java.time.Duration;

/**
 * What messages may cost and how long they are kept.
 *
 * @param longest of one message
 * @param silence so much of it ends the message
 * @param shortest with less voice than that it is none
 * @param aDay messages of one number in 24 hours
 * @param longestWait how long a message waits to be heard; then its contact is over
 * @param keep how long the sound is kept once its contact is over
 */
public record VoicemailRules(
        Duration longest,
        Duration silence,
        Duration shortest,
        int aDay,
        Duration longestWait,
        Duration keep) {
    /**
     * Two minutes; five seconds of silence; one second of voice; five a day; it waits two weeks and
     * is kept for thirty days.
     */
    public static VoicemailRules usual() {
        return new VoicemailRules(
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                5,
                Duration.ofDays(14),
                Duration.ofDays(30));
    }
}
