package io.recaller.menu;

import java.util.List;
import java.util.Locale;

/**
 * The numbers a topic's score is a weighted sum of: log-ratios of counts, and three that are 0 or 1
 * ({@code docs/menu-planner.md}).
 */
enum Feature {
    /** How often everybody ever contacted about it. */
    ALWAYS(Ground.EVERYBODY),
    /** The same with a half-life of 7 days. */
    TREND(Ground.EVERYBODY),
    /** Half-life 1 day, over the trend. */
    DAY(Ground.LATELY),
    /** Half-life 3 hours, over the trend: an outage shows within minutes. */
    BURST(Ground.LATELY),
    HOUR(Ground.CLOCK),
    WEEKDAY(Ground.CLOCK),
    /** Own contacts with a half-life of 6 hours, 2, 14 and 60 days, and without, over the trend. */
    OWN_6H(Ground.OWN),
    OWN_2D(Ground.OWN),
    OWN_14D(Ground.OWN),
    OWN_60D(Ground.OWN),
    OWN_EVER(Ground.OWN),
    /** What follows the last topic after such a time. */
    AFTER(Ground.FOLLOWS),
    /** What follows the last two topics. */
    PAIR(Ground.FOLLOWS),
    /** What others contact about who contact about the same as this customer. */
    COMPANY(Ground.COMPANY),
    /** It was the last one. */
    LAST(Ground.FOLLOWS),
    /** It was there before. */
    SEEN(Ground.OWN),
    /** It was the last one, less than 6 hours ago. */
    LAST_AND_SOON(Ground.FOLLOWS);

    static final List<Feature> ALL = List.of(values());
    static final int COUNT = ALL.size();

    /** By span of {@link Personal}. */
    static final Feature[] OWN = {OWN_6H, OWN_2D, OWN_14D, OWN_60D, OWN_EVER};

    private final Ground ground;

    Feature(Ground ground) {
        this.ground = ground;
    }

    Ground ground() {
        return ground;
    }

    /** Its place in the vectors of weights: new features come last. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /** As documents write it: {@code own-6h}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
