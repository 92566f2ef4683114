package io.recaller.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When something was, for people: {@code 2026-11-27 13:30:32}, by the clock of a place.
 *
 * @param zone the place's
 */
public record MomentWords(ZoneId zone) {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    public String of(Instant moment) {
        return FORM.format(moment.atZone(zone));
    }
}
