package io.recaller.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When something is open. Times are those a clock on the wall shows: an hour that a change of the
 * clock leaves out opens when the clock jumps over it, one that is there twice is open from the
 * first until the second. A special day or a holiday is all that counts on its date, from midnight
 * to midnight: the night shift of the day before ends there, and that of a closed day never begins.
 * Safe for all threads.
 */
public record Hours(ZoneId zone, Week week, SpecialDays special, List<HolidayCalendar> calendars) {
    /** What is further away counts as never. */
    private static final int DAYS_AHEAD = 2 * 366;

    public Hours {
        calendars = List.copyOf(calendars);
    }

    /** The same with other calendars. */
    public Hours with(List<HolidayCalendar> others) {
        return new Hours(zone, week, special, others);
    }

    public boolean isOpen(Instant at) {
        return on(date(at)).stream().anyMatch(open -> open.holds(at));
    }

    /**
     * The next time it opens, after this instant: of what is open now that is once it was closed.
     * Empty when that is not within two years.
     */
    public Optional<Instant> nextOpening(Instant at) {
        var until = at;
        var isOpen = false;
        for (var open : ahead(at)) {
            if (!open.from().isAfter(at)) {
                isOpen = true;
            } else if (!isOpen || open.from().isAfter(until)) {
                return Optional.of(open.from());
            }
            until = open.to();
        }
        return Optional.empty();
    }

    /** When it closes; empty when it is closed now, or does not close within two years. */
    public Optional<Instant> closesAt(Instant at) {
        var until = at;
        for (var open : ahead(at)) {
            if (open.from().isAfter(until)) {
                break;
            }
            until = open.to();
        }
        var end = date(at).plusDays(DAYS_AHEAD).atStartOfDay(zone).toInstant();
        return until.equals(at) || !until.isBefore(end) ? Optional.empty() : Optional.of(until);
    }

    /** What holiday or special day it is, when that has a name. */
    public Optional<String> holiday(LocalDate date) {
        return special.on(date)
                .map(SpecialDays.Special::name)
                .or(() ->
                        calendars.stream().flatMap(each -> each.closed(date).stream()).findFirst())
                .filter(name -> !name.isBlank());
    }

    public LocalDate date(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** Everything that ends after this instant, day by day, as far as one looks ahead. */
    private Iterable<Interval> ahead(Instant at) {
        var today = date(at);
        return () ->
                Stream.iterate(today, day -> day.plusDays(1))
                        .limit(DAYS_AHEAD)
                        .flatMap(day -> on(day).stream())
                        .filter(open -> open.to().isAfter(at))
                        .iterator();
    }

    /** When it is open on a date. */
    private List<Interval> on(LocalDate date) {
        var open = new ArrayList<Interval>();
        for (var span : spans(date)) {
            open.add(new Interval(opens(date, span.from()), closes(date, span.to())));
        }
        var joined = Interval.joined(open);
        return special.on(date).isPresent() ? joined : withoutClosings(date, joined);
    }

    private List<Interval> withoutClosings(LocalDate date, List<Interval> open) {
        var left = open;
        for (var calendar : calendars) {
            for (var closed : calendar.closings(date, zone)) {
                left = left.stream().flatMap(each -> each.without(closed)).toList();
            }
        }
        return left;
    }

    private List<Span> spans(LocalDate date) {
        var spans = new ArrayList<Span>();
        begun(date).forEach(span -> spans.add(span.today()));
        if (special.on(date).isEmpty() && !isHoliday(date)) {
            begun(date.minusDays(1)).forEach(span -> span.tomorrow().ifPresent(spans::add));
        }
        return spans;
    }

    private List<Span> begun(LocalDate date) {
        return special.on(date)
                .map(SpecialDays.Special::spans)
                .orElseGet(() -> isHoliday(date) ? Spans.CLOSED : week.on(date.getDayOfWeek()))
                .all();
    }

    private boolean isHoliday(LocalDate date) {
        return calendars.stream().anyMatch(each -> each.closed(date).isPresent());
    }

    private Instant opens(LocalDate date, int minute) {
        return at(date, minute, true);
    }

    private Instant closes(LocalDate date, int minute) {
        return at(date, minute, false);
    }

    private Instant at(LocalDate date, int minute, boolean first) {
        if (minute == 0 || minute == Span.DAY) {
            return date.plusDays(minute / Span.DAY).atStartOfDay(zone).toInstant();
        }
        var local = date.atTime(minute / 60, minute % 60);
        var rules = zone.getRules();
        var offsets = rules.getValidOffsets(local);
        return offsets.isEmpty()
                ? rules.getTransition(local).getInstant()
                : local.toInstant(first ? offsets.getFirst() : offsets.getLast());
    }
}
