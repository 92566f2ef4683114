package io.recaller.report;

import io.recaller.agent.Availability;

/**
 * What an agent does at one moment: of what is in hand a talk comes first, then what rings, then
 * the work after a contact; with free hands it is what they are.
 */
sealed interface Doing {
    record Talking() implements Doing {}

    record Ringing() implements Doing {}

    record WrappingUp() implements Doing {}

    /** With nothing in hand. */
    record Idle(Availability availability) implements Doing {}
}
