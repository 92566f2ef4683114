package io.recaller.text;

import java.util.List;
import java.util.Locale;

/** How much room something takes, decimal as file managers and settings count it. Pure. */
public final class SizeWords {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final int STEP = 1000;

    /** From so many on a tenth tells nothing. */
    private static final int WHOLE = 100;

    private SizeWords() {}

    /** {@code 0 B}, {@code 950 B}, {@code 21 kB}, {@code 1.4 MB}, {@code 10 GB}. */
    public static String of(long bytes) {
        var size = (double) Math.max(0, bytes);
        var unit = 0;
        while (Math.round(size) >= STEP && unit < UNITS.size() - 1) {
            size /= STEP;
            unit++;
        }
        var tenths = unit > 1 && size < WHOLE;
        var number = String.format(Locale.ROOT, tenths ? "%.1f" : "%.0f", size);
        return number.replaceFirst("\\.0$", "") + " " + UNITS.get(unit);
    }
}
