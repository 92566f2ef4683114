package io.recaller.settings.queue;

import io.recaller.hours.BadCalendarException;
import io.recaller.hours.CalendarReader;
import io.recaller.hours.HolidayCalendar;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.text.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Opening hours as the settings have them.
 *
 * @param hours with the holidays of the files as they were at the start
 * @param calendars the iCalendar files they have their holidays from, in the same order
 */
public record HoursPlan(Hours hours, List<Path> calendars) {
    public HoursPlan {
        calendars = List.copyOf(calendars);
    }

    /** Of all plans, with the holidays as they were at the start. */
    public static OpeningHours all(Map<String, HoursPlan> plans) {
        return new OpeningHours(
                plans.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, each -> each.getValue().hours())));
    }

    /** A calendar cannot be used; the message says which, where and what to do. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /** Reads one of the files, now. */
    public static HolidayCalendar read(Path file) throws UnusableException {
        try {
            return CalendarReader.read(file.toString(), TextFile.read(file));
        } catch (BadCalendarException e) {
            throw new UnusableException(e.words());
        } catch (TextFile.UnreadableException e) {
            throw new UnusableException(String.valueOf(e.getMessage()));
        }
    }
}
