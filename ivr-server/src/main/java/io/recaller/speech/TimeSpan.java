package io.recaller.speech;

import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.MeasureFormat.FormatWidth;
import com.ibm.icu.text.NumberFormat;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** How long something takes, as people say it: "1 hour, 30 minutes", and not 5400. */
final class TimeSpan {
    private record Unit(MeasureUnit name, long seconds) {}

    private static final List<Unit> UNITS =
            List.of(
                    new Unit(MeasureUnit.DAY, 86_400),
                    new Unit(MeasureUnit.HOUR, 3_600),
                    new Unit(MeasureUnit.MINUTE, 60),
                    new Unit(MeasureUnit.SECOND, 1));

    private TimeSpan() {}

    /**
     * Without the sign.
     *
     * @param isGrouped whether digits of days are grouped, as for readers
     */
    static String of(BigDecimal seconds, ULocale locale, boolean isGrouped) {
        var left = seconds.abs().setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        var parts = new ArrayList<Measure>();
        for (var unit : UNITS) {
            var many = left / unit.seconds();
            left %= unit.seconds();
            if (many > 0) {
                parts.add(new Measure(many, unit.name()));
            }
        }
        if (parts.isEmpty()) {
            parts.add(new Measure(0, MeasureUnit.SECOND));
        }
        var numbers = NumberFormat.getInstance(locale);
        numbers.setGroupingUsed(isGrouped);
        return MeasureFormat.getInstance(locale, FormatWidth.WIDE, numbers)
                .formatMeasures(parts.toArray(Measure[]::new));
    }
}
