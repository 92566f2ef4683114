package io.recaller.speech;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.SimpleDateFormat;
import com.ibm.icu.util.GregorianCalendar;
import com.ibm.icu.util.SimpleTimeZone;
import com.ibm.icu.util.ULocale;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

/** Dates and times as a voice reads them: "21 November 2026", not "21/11/26". Immutable. */
final class VoiceTime {
    /** A clock as Finns and Danes write it, which is read as a decimal number. */
    private static final Pattern POINTED_CLOCK =
            Pattern.compile("(?<=[HhKk])\\.(?=m)|(?<=m)\\.(?=s)");

    private final ULocale locale;

    VoiceTime(Language language) {
        this.locale = new VoiceLocale(language).icu();
    }

    /** Without a style: an instant in the middle of a sentence. */
    String words(ZonedDateTime moment) {
        return words(
                moment, DateFormat.getDateTimeInstance(DateFormat.LONG, DateFormat.SHORT, locale));
    }

    /**
     * As an argument of a message pattern.
     *
     * @param type {@code date} or {@code time}
     * @param style what follows the type, stripped; may be empty
     * @throws IllegalArgumentException when there is no such style
     */
    String words(ZonedDateTime moment, String type, String style) {
        if (style.startsWith("::")) {
            return words(
                    moment, DateFormat.getInstanceForSkeleton(voiced(style.substring(2)), locale));
        }
        return switch (style) {
            case "", "short", "medium", "long", "full" ->
                    words(
                            moment,
                            type.equals("date")
                                    ? date(style)
                                    : DateFormat.getTimeInstance(DateFormat.SHORT, locale));
            default -> words(moment, new SimpleDateFormat(style, locale));
        };
    }

    /** Months are said by their names. */
    private DateFormat date(String style) {
        var full = style.toLowerCase(Locale.ROOT).equals("full");
        return DateFormat.getDateInstance(full ? DateFormat.FULL : DateFormat.LONG, locale);
    }

    private static String voiced(String skeleton) {
        return skeleton.strip()
                .replaceAll("(?<!M)M{1,3}(?!M)", "MMMM")
                .replaceAll("(?<!L)L{1,3}(?!L)", "LLLL")
                .replaceAll("(?<!E)E{1,3}(?!E)", "EEEE");
    }

    /** The zone's offset comes from java.time: ICU's own table of zones is another one. */
    static GregorianCalendar calendar(ZonedDateTime moment, ULocale locale) {
        var offset = moment.getOffset().getTotalSeconds() * 1000;
        var zone = new SimpleTimeZone(offset, moment.getZone().getId());
        var calendar = new GregorianCalendar(zone, locale);
        calendar.setTimeInMillis(moment.toInstant().toEpochMilli());
        return calendar;
    }

    private static String words(ZonedDateTime moment, DateFormat format) {
        if (format instanceof SimpleDateFormat simple) {
            simple.applyPattern(POINTED_CLOCK.matcher(simple.toPattern()).replaceAll(":"));
        }
        return Written.plain(format.format(calendar(moment, ULocale.ROOT))).strip();
    }
}
