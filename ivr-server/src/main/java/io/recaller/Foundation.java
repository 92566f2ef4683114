package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.hours.OpeningHours;
import io.recaller.settings.Settings;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every part of a server stands on.
 *
 * @param hours when what is open, as the settings and their calendars say now
 */
record Foundation(
        Settings settings,
        Stores stores,
        PrometheusMeterRegistry meters,
        InstantSource clock,
        Supplier<OpeningHours> hours) {
    /** The same over other rows. */
    Foundation on(Stores other) {
        return new Foundation(settings, other, meters, clock, hours);
    }
}
