package io.recaller.hours;

import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ParserException;

/**
 * Reads an iCalendar file (RFC 5545) as a list of holidays: its events, once or repeated. What an
 * event is marked as (transparent, private) does not matter; one that is cancelled is none.
 */
public final class CalendarReader {
    private static final int LONGEST = 10_000_000;
    private static final int MOST_EVENTS = 20_000;

    private CalendarReader() {}

    /**
     * The calendar.
     *
     * @param file how messages name the text
     */
    public static HolidayCalendar read(String file, String text) throws BadCalendarException {
        if (text.length() > LONGEST) {
            throw new BadCalendarException(
                    file, 1, "is larger than 10 MB; export the holidays alone");
        }
        var lines = CalendarLines.of(text);
        var events = new ArrayList<CalendarProperties>();
        parse(file, lines, new CalendarEvents(events::add));
        if (events.isEmpty()) {
            throw new BadCalendarException(
                    file,
                    1,
                    "has no event (VEVENT), so nothing is a holiday; export it anew, or take it"
                            + " out of holidays");
        }
        if (events.size() > MOST_EVENTS) {
            throw new BadCalendarException(
                    file, 1, "has more than " + MOST_EVENTS + " events; export the holidays alone");
        }
        return calendar(file, lines, events);
    }

    private static void parse(String file, CalendarLines lines, CalendarEvents events)
            throws BadCalendarException {
        try {
            new CalendarParserImpl().parse(new StringReader(lines.text()), events);
        } catch (ParserException e) {
            throw new BadCalendarException(
                    file,
                    lines.inFile(e.getLineNo()),
                    "is not readable as iCalendar: "
                            + String.valueOf(e.getMessage())
                                    .replaceFirst("^Error at line \\d+:", "")
                            + "; export it anew as .ics");
        } catch (IOException | RuntimeException e) {
            throw new BadCalendarException(
                    file,
                    lines.inFile(events.line()),
                    "is not readable as iCalendar; export it anew as .ics");
        }
    }

    private static HolidayCalendar calendar(
            String file, CalendarLines lines, List<CalendarProperties> read)
            throws BadCalendarException {
        var events = new ArrayList<CalendarEvent>();
        var replaced = replaced(file, lines, read);
        for (var each : read) {
            try {
                if (!each.isCancelled()) {
                    events.add(each.event(replaced.getOrDefault(each.uid(), Set.of())));
                }
            } catch (CalendarProperties.WrongException e) {
                throw told(file, lines, each, e);
            }
        }
        return new HolidayCalendar(events);
    }

    /** Starts of repeated events that an event of its own stands for, by their UID. */
    private static Map<String, Set<LocalDateTime>> replaced(
            String file, CalendarLines lines, List<CalendarProperties> read)
            throws BadCalendarException {
        var replaced = new HashMap<String, Set<LocalDateTime>>();
        for (var each : read) {
            try {
                each.replaces()
                        .ifPresent(start ->
                                replaced.computeIfAbsent(each.uid(), _ -> new HashSet<>())
                                        .add(start));
            } catch (CalendarProperties.WrongException e) {
                throw told(file, lines, each, e);
            }
        }
        return replaced;
    }

    private static BadCalendarException told(
            String file,
            CalendarLines lines,
            CalendarProperties event,
            CalendarProperties.WrongException wrong) {
        return new BadCalendarException(
                file, lines.inFile(wrong.line()), event.title() + " " + wrong.getMessage());
    }
}
