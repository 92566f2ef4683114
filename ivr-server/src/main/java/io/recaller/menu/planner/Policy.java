package io.recaller.menu.planner;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What decides the order in which one customer's adaptive menus are read. */
public enum Policy {
    /** The control group: the designer's order, to compare with. */
    CONTROL,
    /** The designer's order, wherever the flow says so or a policy is switched off. */
    DESIGNED,
    /** What everybody asks for now, for callers nobody knows and for shared numbers. */
    GENERAL,
    /** What everybody asks for now, for customers drawn to hear that. */
    POPULARITY,
    /** What this customer wants now; never an offer. */
    ORDER,
    /** What this customer wants now, and an offer when it is worth it. */
    RECALLER;

    /** The word for it in settings, rows and reports. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when there is no policy of that name. */
    public static Optional<Policy> of(String slug) {
        return Arrays.stream(values()).filter(policy -> policy.slug().equals(slug)).findFirst();
    }
}
