package io.recaller.menu;

import java.util.List;

/** The named contributions a score is the sum of. */
public enum Ground {
    /** What everybody contacts about, and how far this topic is from it. */
    EVERYBODY,
    /** More or less than usual today and in the last hours. */
    LATELY,
    /** The hour and the weekday. */
    CLOCK,
    /** The customer's own contacts. */
    OWN,
    /** What usually follows the last contact. */
    FOLLOWS,
    /** What goes together with the customer's other topics. */
    COMPANY,
    /** Facts and open requests: circumstances, under the name that rows and pages have. */
    SIGNS,
    /** An option that serves several topics is wanted more often than the likeliest of them. */
    SEVERAL;

    static final List<Ground> ALL = List.of(values());
    static final int COUNT = ALL.size();

    /** Its place in arrays that live no longer than this process. */
    @SuppressWarnings("EnumOrdinal") // stored nowhere
    int index() {
        return ordinal();
    }
}
