package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;

/** What every part of a server stands on. */
record Ground(
        Settings settings, Stores stores, PrometheusMeterRegistry meters, InstantSource clock) {}
