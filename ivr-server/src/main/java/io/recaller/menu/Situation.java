package io.recaller.menu;

import java.util.List;

/**
 * All that a prediction rests on besides what was learned from everybody.
 *
 * @param personal what was learned from this customer; {@link Personal#nobody()} for a stranger
 * @param circumstances what is true of this customer now
 */
public record Situation(Moment moment, Personal personal, List<Circumstance> circumstances) {
    public Situation {
        circumstances = List.copyOf(circumstances);
    }

    /** What is known of everybody, and nothing of this caller. */
    public static Situation stranger(Moment moment) {
        return new Situation(moment, Personal.nobody(), List.of());
    }
}
