package io.recaller.conversation;

/** The ways in which a contact goes on where another stood. */
public record Elsewhere(LeftOff left, CallCodes codes) {
    /** Every contact stands for itself. */
    public static Elsewhere nothing() {
        return new Elsewhere(LeftOff.nothing(), CallCodes.none());
    }
}
