package io.recaller;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.recaller.hours.OpeningHours;
import io.recaller.message.FileRoom;
import io.recaller.settings.Settings;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What every part of a server stands on.
 *
 * @param hours when what is open, as the settings and their calendars say now
 * @param room for files, wherever they come in: counted once
 */
record Foundation(
        Settings settings,
        Stores stores,
        PrometheusMeterRegistry meters,
        InstantSource clock,
        Supplier<OpeningHours> hours,
        FileRoom room) {
    Foundation(
            Settings settings,
            Stores stores,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            Supplier<OpeningHours> hours) {
        this(settings, stores, meters, clock, hours, new FileRoom(settings.attachments()));
    }

    /** The same over other rows. */
    Foundation on(Stores other) {
        return new Foundation(settings, other, meters, clock, hours, room);
    }
}
