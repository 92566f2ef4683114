package io.recaller.cli;

import io.recaller.cli.simulate.CallTime;
import io.recaller.db.Storable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as they are written on the command line; the zone as well. */
final class GivenTimes {
    private GivenTimes() {}

    /** Has commands read them. */
    static CommandLine read(CommandLine commands) {
        return commands.registerConverter(
                        Instant.class,
                        read(GivenTimes::instant, "an instant; write it as 2026-11-21T10:00:00Z"))
                .registerConverter(
                        CallTime.class,
                        read(
                                CallTime::parse,
                                "a time; write it as 2026-11-21T15:00, or with its offset"
                                        + " as 2026-11-21T10:00:00Z"))
                .registerConverter(
                        LocalDate.class, read(GivenTimes::day, "a day; write it as 2026-11-21"))
                .registerConverter(
                        ZoneId.class, read(ZoneId::of, "a time zone; write it as Asia/Almaty"));
    }

    private static Instant instant(String text) {
        var at = Instant.parse(text);
        if (!Storable.canHold(at)) {
            throw new DateTimeException("out of range");
        }
        return at;
    }

    private static LocalDate day(String text) {
        var day = LocalDate.parse(text);
        if (day.getYear() < 1 || day.getYear() > 9998) {
            throw new DateTimeException("out of range");
        }
        return day;
    }

    private static <T> ITypeConverter<T> read(Function<String, T> parse, String expected) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeException _) {
                throw new TypeConversionException("'" + text + "' is not " + expected);
            }
        };
    }
}
