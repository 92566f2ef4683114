package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.settings.Settings;
import java.time.InstantSource;

/** What every part of a server stands on. */
record Ground(
        Settings settings, Stores stores, PrometheusMeterRegistry meters, InstantSource clock) {
    /** The same over other rows. */
    Ground on(Stores other) {
        return new Ground(settings, other, meters, clock);
    }
}
