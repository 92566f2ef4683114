package io.recaller.asterisk.ami.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * The manager interface of one Asterisk.
 *
 * @param secret as in manager.conf
 * @param tls whom a link over TLS trusts; empty: the link is in the clear
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
        Optional<AmiTrust> tls,
        Duration pingEvery,
        Duration silence,
        Duration retryEvery,
        Duration lookEvery,
        Duration answerWithin) {

    /**
     * Usual: ping every 10 s, dead after 30 s, retry every 2 s, look every 60 s, answers in 3 s.
     */
    public static AmiSettings of(
            String host, int port, String user, String secret, Optional<AmiTrust> tls) {
        return new AmiSettings(
                host,
                port,
                user,
                secret,
                tls,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3));
    }

    /** As the log names it; never the secret. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
