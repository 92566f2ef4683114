package io.recaller.gateway.hook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of refused requests once a minute and how many they were: anybody can make them. */
public final class Refused {
    private static final Logger LOG = LoggerFactory.getLogger(Refused.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final String gateway;
    private final InstantSource clock;

    // Guarded by this.
    private Instant next = Instant.MIN;
    private long untold;

    public Refused(String gateway, InstantSource clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /** One more was, and why in a few fixed words; it stands for those before it. */
    public void told(String why) {
        var _ = count(why);
    }

    /** How many are told of now; 0: it is told later. */
    synchronized long count(String why) {
        untold++;
        var now = clock.instant();
        if (now.isBefore(next)) {
            return 0;
        }
        var count = untold;
        LOG.atWarn()
                .addKeyValue("gateway", gateway)
                .addKeyValue("why", why)
                .addKeyValue("count", count)
                .log("requests are refused");
        untold = 0;
        next = now.plus(EVERY);
        return count;
    }
}
