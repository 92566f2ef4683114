package io.recaller.report;

import java.util.Locale;

/** How finely a period is told. */
public enum Slice {
    HALF_HOUR,
    DAY,
    TOTAL;

    /** As the command line and JSON write it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
