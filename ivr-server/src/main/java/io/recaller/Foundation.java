package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.settings.Settings;
import java.time.InstantSource;

/** What every part of a server stands on. */
record Foundation(
        Settings settings, Stores stores, PrometheusMeterRegistry meters, InstantSource clock) {
    /** The same over other rows. */
    Foundation on(Stores other) {
        return new Foundation(settings, other, meters, clock);
    }
}
