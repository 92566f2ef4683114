package io.recaller.gateway.sms.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of requests that were refused, once a minute with how many they were: anybody can send
 * them. Thread-safe.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String gateway;
    private final InstantSource clock;
    private int untold;
    private Instant next = Instant.MIN;

    RefusalLog(String gateway, InstantSource clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * One was.
     *
     * @param why of this one; it stands for those before it
     * @return how many are told of now; 0: it is told later
     */
    synchronized int refused(String why) {
        untold++;
        var now = clock.instant();
        if (now.isBefore(next)) {
            return 0;
        }
        var told = untold;
        LOG.atWarn()
                .addKeyValue("gateway", gateway)
                .addKeyValue("requests", told)
                .addKeyValue("why", why)
                .log("call backs are refused");
        untold = 0;
        next = now.plus(PAUSE);
        return told;
    }
}
