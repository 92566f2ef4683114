package io.recaller.chore;

import io.recaller.hours.HolidayCalendar;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.settings.queue.HoursPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opening hours with the holidays of their iCalendar files as these are now. While a file is
 * missing or broken the last good one counts, and one warning says why. Run by one thread; the
 * hours may be asked for by all.
 */
public final class CalendarWatch implements Runnable, Supplier<OpeningHours> {
    private static final Logger LOG = LoggerFactory.getLogger(CalendarWatch.class);

    private final Map<String, HoursPlan> plans;
    private final Map<Path, HolidayCalendar> good = new HashMap<>();
    private final Map<Path, String> looks = new HashMap<>();
    private volatile OpeningHours hours;

    public CalendarWatch(Map<String, HoursPlan> plans) {
        this.plans = Map.copyOf(plans);
        for (var plan : plans.values()) {
            for (int i = 0; i < plan.calendars().size(); i++) {
                good.put(plan.calendars().get(i), plan.hours().calendars().get(i));
            }
        }
        this.hours = made();
    }

    @Override
    public OpeningHours get() {
        return hours;
    }

    /** Looks at the files. */
    @Override
    public void run() {
        var changed = false;
        for (var file : good.keySet()) {
            var look = look(file);
            // At the first look too: settings may have been read long ago.
            if (!look.equals(looks.put(file, look))) {
                changed |= read(file);
            }
        }
        if (changed) {
            hours = made();
        }
    }

    private boolean read(Path file) {
        try {
            good.put(file, HoursPlan.read(file));
            LOG.atInfo().addKeyValue("file", file).log("holidays read anew");
            return true;
        } catch (HoursPlan.UnusableException e) {
            LOG.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("holidays stay as they were: the calendar cannot be used");
            return false;
        }
    }

    /** What tells one version of a file from another. */
    private static String look(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException missing) {
            return "missing";
        }
    }

    private OpeningHours made() {
        var named = new HashMap<String, Hours>();
        plans.forEach((name, plan) ->
                named.put(
                        name,
                        plan.hours()
                                .with(
                                        plan.calendars().stream()
                                                .flatMap(file ->
                                                        Optional.ofNullable(good.get(file))
                                                                .stream())
                                                .toList())));
        return new OpeningHours(named);
    }
}
