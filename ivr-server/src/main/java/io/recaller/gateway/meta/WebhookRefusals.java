package io.recaller.gateway.meta;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of each gateway once a minute what was refused: who knocks must not fill the log. Any
 * thread.
 */
final class WebhookRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRefusals.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final InstantSource clock;

    // Guarded by this.
    private final Map<String, Instant> said = new HashMap<>();
    private final Map<String, Integer> since = new HashMap<>();

    WebhookRefusals(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One was refused.
     *
     * @return as many as were since it was said last, when it is said now; else 0
     */
    synchronized int refused(String gateway, int status, String why) {
        var now = clock.instant();
        var times = since.merge(gateway, 1, Integer::sum);
        if (now.isBefore(said.getOrDefault(gateway, Instant.MIN).plus(QUIET))) {
            return 0;
        }
        said.put(gateway, now);
        since.remove(gateway);
        LOG.atWarn()
                .addKeyValue("gateway", gateway)
                .addKeyValue("status", status)
                .addKeyValue("why", why)
                .addKeyValue("times", times)
                .log("webhooks of Meta's are refused");
        return times;
    }
}
