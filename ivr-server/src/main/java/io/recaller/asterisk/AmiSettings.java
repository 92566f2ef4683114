package io.recaller.asterisk;

import java.time.Duration;

/**
 * The manager interface of one Asterisk.
 *
 * @param secret as in manager.conf
 * @param pingEvery how often the link proves that it lives
 * @param silence nothing heard for so long means it is dead; more than twice {@code pingEvery}
 * @param retryEvery pause between two attempts to log in for the first time
 * @param lookEvery how often Asterisk's calls are compared with what we believe
 * @param answerWithin how long Asterisk may take to answer one action
 */
public record AmiSettings(
        String host,
        int port,
        String user,
        String secret,
        Duration pingEvery,
        Duration silence,
        Duration retryEvery,
        Duration lookEvery,
        Duration answerWithin) {

    /**
     * Usual: ping every 10 s, dead after 30 s, retry every 2 s, look every 60 s, answers in 3 s.
     */
    public static AmiSettings of(String host, int port, String user, String secret) {
        return new AmiSettings(
                host,
                port,
                user,
                secret,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "AmiSettings[" + user + "@" + host + ":" + port + "]";
    }
}
