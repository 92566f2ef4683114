package io.recaller.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** One figure of a sheet. */
public sealed interface Cell {
    record Words(String text) implements Cell {}

    record Moment(Instant at) implements Cell {}

    record Count(long number) implements Cell {}

    record Span(Duration length) implements Cell {}

    /**
     * A part of a whole.
     *
     * @param value 0 to 1
     */
    record Share(double value) implements Cell {}

    /** There is nothing to take the mean or the share of. */
    record Nothing() implements Cell {}

    static Cell span(Optional<Duration> length) {
        return length.<Cell>map(Span::new).orElseGet(Nothing::new);
    }

    static Cell share(OptionalDouble value) {
        return value.isPresent() ? new Share(value.getAsDouble()) : new Nothing();
    }
}
