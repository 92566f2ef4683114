package io.recaller.speech;

import static java.util.Objects.requireNonNull;

import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One value for a pattern, as whatever it can be.
 *
 * @param words as they are spoken when they stand alone
 */
record Filling(String words, @Nullable BigDecimal number, @Nullable ZonedDateTime moment) {
    /** Empty when the value is not what the pattern wants. */
    static Optional<Filling> of(String stored, Wanted wanted, Values values) {
        return switch (wanted) {
            case WORDS -> Optional.of(words(stored));
            case NUMBER -> Numerals.parse(stored).map(number -> new Filling(stored, number, null));
            case DATE, TIME, INSTANT ->
                    WrittenTime.parse(stored, values.zone())
                            .filter(wanted::isEnough)
                            .map(time -> new Filling(stored, null, time.at()));
        };
    }

    static Filling words(String words) {
        return new Filling(words, null, null);
    }

    /** Something that a pattern can be tried with. */
    static Filling madeUp(Wanted wanted) {
        return switch (wanted) {
            case WORDS -> words("1500");
            case NUMBER -> new Filling("1500", BigDecimal.valueOf(1500), null);
            case DATE, TIME, INSTANT ->
                    new Filling(
                            "", null, ZonedDateTime.of(2026, 11, 21, 12, 0, 0, 0, ZoneOffset.UTC));
        };
    }

    /** A number of seconds, for readers. */
    String span(Language language) {
        var seconds = requireNonNull(number);
        return (seconds.signum() < 0 ? "-" : "")
                + TimeSpan.of(seconds, ULocale.forLocale(language.locale()), true);
    }

    /** For ICU's own formats, which are for readers. */
    Object forEyes(Language language) {
        if (number != null) {
            return number;
        }
        return moment == null
                ? words
                : VoiceTime.calendar(moment, ULocale.forLocale(language.locale()));
    }
}
