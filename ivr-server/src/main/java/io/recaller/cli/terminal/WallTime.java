package io.recaller.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a clock on the installation's wall shows. */
public final class WallTime {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private WallTime() {}

    /** To the second: 2026-11-21 12:00:00. */
    public static String of(Instant instant, ZoneId zone) {
        return SECOND.format(instant.atZone(zone));
    }
}
