package io.recaller.cli.simulate;

import io.recaller.cli.option.UsageException;
import io.recaller.flow.Flow;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.plan.Opening;
import io.recaller.settings.Settings;
import io.recaller.settings.queue.HoursPlan;
import io.recaller.text.Nearest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The opening hours of a simulated call: those of the settings. */
public final class SimulatedHours {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu HH:mm", Locale.ENGLISH);

    private SimulatedHours() {}

    /**
     * The hours of the settings.
     *
     * @throws UsageException when the flow asks for hours that are not there
     */
    static OpeningHours of(Flow flow, Optional<Settings> settings) {
        var plans = settings.map(Settings::hours).orElse(Map.of());
        for (var name : flow.hours()) {
            if (!plans.containsKey(name)) {
                throw new UsageException(missing(name, plans, settings.isPresent()));
            }
        }
        return HoursPlan.all(plans);
    }

    private static String missing(String name, Map<String, HoursPlan> plans, boolean hasSettings) {
        return "the flow asks for the opening hours "
                + name
                + (hasSettings
                        ? ", which the settings do not have; "
                                + Nearest.to(name, plans.keySet())
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("add hours." + name + " to them")
                        : "; say whose with --settings recaller.yaml, with hours."
                                + name
                                + " in it");
    }

    /** For who runs it: how things stand at the time of the call. */
    static void tell(Flow flow, OpeningHours hours, Instant now, Transcript transcript) {
        for (var name : flow.hours()) {
            hours.of(name).ifPresent(one -> transcript.note(name + words(one, now)));
        }
    }

    /** Of a queue. */
    static String words(Opening opening) {
        return (opening.isOpen() ? " is open" : " is closed")
                + opening.until()
                        .map(at -> ", until " + MOMENT.format(at) + " (" + at.getZone() + ")")
                        .orElse("");
    }

    private static String words(Hours hours, Instant now) {
        if (hours.isOpen(now)) {
            return " is open"
                    + hours.closesAt(now)
                            .map(at -> ", until " + moment(hours, at))
                            .orElse(" and does not close");
        }
        return " is closed"
                + hours.holiday(hours.date(now)).map(name -> " (" + name + ")").orElse("")
                + hours.nextOpening(now)
                        .map(at -> ", until " + moment(hours, at))
                        .orElse(" and does not open again");
    }

    private static String moment(Hours hours, Instant at) {
        return MOMENT.format(at.atZone(hours.zone())) + " (" + hours.zone() + ")";
    }
}
