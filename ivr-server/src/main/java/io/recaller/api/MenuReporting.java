package io.recaller.api;

import java.time.LocalDate;
import java.util.Optional;

/** Says what the menu policies were worth. */
@FunctionalInterface
public interface MenuReporting {

    /**
     * The report as JSON. Blocks.
     *
     * @param first empty: six days before the last one
     * @param last included; empty: today
     * @throws IllegalArgumentException when the days are no period that can be reported
     */
    String report(Optional<LocalDate> first, Optional<LocalDate> last);
}
