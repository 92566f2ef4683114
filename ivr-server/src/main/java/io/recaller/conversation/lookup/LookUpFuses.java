package io.recaller.conversation.lookup;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps callers from waiting for a system that is dead: after three failures among the last five
 * questions nobody asks it for ten seconds, then one caller does, and so on until it answers. A
 * system of which less is known counts as one that has answered. Any thread.
 */
final class LookUpFuses {
    private static final Logger LOG = LoggerFactory.getLogger(LookUpFuses.class);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
    private static final int LAST = 5;
    private static final float THREE_OF_THEM = 60;

    private final Map<String, Fuse> fuses = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;

    LookUpFuses(InstantSource clock) {
        this.config =
                CircuitBreakerConfig.custom()
                        .slidingWindow(LAST, LAST, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(THREE_OF_THEM)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(LEFT_ALONE)
                        .currentTimestampFunction(_ -> clock.millis(), TimeUnit.MILLISECONDS)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build();
    }

    Fuse of(String source) {
        return fuses.computeIfAbsent(
                source, name -> new Fuse(trusted(told(CircuitBreaker.of(name, config)))));
    }

    /** A closed breaker remembers nothing, and would judge by the first question alone. */
    private static CircuitBreaker trusted(CircuitBreaker breaker) {
        for (var answered = 0; answered < LAST; answered++) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
        return breaker;
    }

    private static CircuitBreaker told(CircuitBreaker breaker) {
        breaker.getEventPublisher()
                .onStateTransition(event -> {
                    switch (event.getStateTransition()) {
                        case CLOSED_TO_OPEN ->
                                LOG.atWarn()
                                        .addKeyValue("source", breaker.getName())
                                        .log(
                                                "look-up fails again and again: nobody waits for it"
                                                        + " now, it is tried every ten seconds");
                        case HALF_OPEN_TO_CLOSED ->
                                LOG.atInfo()
                                        .addKeyValue("source", trusted(breaker).getName())
                                        .log("look-up answers again");
                        default -> {
                            // It is tried, or failed once more: told already.
                        }
                    }
                });
        return breaker;
    }

    /** One system's. */
    static final class Fuse {
        private final CircuitBreaker breaker;

        private Fuse(CircuitBreaker breaker) {
            this.breaker = breaker;
        }

        /** Whether it may be asked now; who asks then says what came of it. */
        boolean lets() {
            return breaker.tryAcquirePermission();
        }

        void saw(Seen seen) {
            switch (seen) {
                case ALIVE -> breaker.onSuccess(0, TimeUnit.NANOSECONDS);
                case DEAD -> breaker.onError(0, TimeUnit.NANOSECONDS, new DeadSystemException());
                case NOTHING -> breaker.releasePermission();
            }
        }
    }

    /** What a question told of the other system. */
    enum Seen {
        /** It answers, be it nonsense. */
        ALIVE,
        /** It was late, not there, or said itself that it is broken. */
        DEAD,
        /** The question was never put, or nobody waited for the answer. */
        NOTHING
    }

    private static final class DeadSystemException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
