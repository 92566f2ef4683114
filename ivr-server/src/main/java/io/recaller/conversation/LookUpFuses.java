package io.recaller.conversation;

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
 * questions nobody asks it for ten seconds, then one caller does, and so on until it answers. Any
 * thread.
 */
final class LookUpFuses {
    private static final Logger LOG = LoggerFactory.getLogger(LookUpFuses.class);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    private final Map<String, Fuse> fuses = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;

    LookUpFuses(InstantSource clock) {
        this.config =
                CircuitBreakerConfig.custom()
                        .slidingWindow(5, 3, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(60)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(LEFT_ALONE)
                        .currentTimestampFunction(_ -> clock.millis(), TimeUnit.MILLISECONDS)
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .build();
    }

    Fuse of(String source) {
        return fuses.computeIfAbsent(
                source, name -> new Fuse(told(CircuitBreaker.of(name, config))));
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
                                        .addKeyValue("source", breaker.getName())
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

        void saw(boolean answered) {
            if (answered) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            } else {
                breaker.onError(0, TimeUnit.NANOSECONDS, new DeadSystemException());
            }
        }
    }

    private static final class DeadSystemException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
