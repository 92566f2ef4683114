package io.recaller.menu;

import java.util.List;
import java.util.Locale;

/**
 * The numbers a topic's score is a weighted sum of: log-ratios of counts, and three that are 0 or 1
 * ({@code docs/menu-planner.md}).
 */
enum Feature {
    /** How often everybody ever contacted about it. */
    ALWAYS(Ground.EVERYBODY, "how often everybody ever contacts about it"),
    /** The same with a half-life of 7 days. */
    TREND(Ground.EVERYBODY, "the same, lately (7 days)"),
    /** Half-life 1 day, over the trend. */
    DAY(Ground.LATELY, "today against lately"),
    /** Half-life 3 hours, over the trend: an outage shows within minutes. */
    BURST(Ground.LATELY, "the last hours against lately: an outage"),
    HOUR(Ground.CLOCK, "the hour of the day"),
    WEEKDAY(Ground.CLOCK, "the day of the week"),
    /** Own contacts with a half-life of 6 hours, 2, 14 and 60 days, and without, over the trend. */
    OWN_6H(Ground.OWN, "own contacts, last 6 hours"),
    OWN_2D(Ground.OWN, "own contacts, last 2 days"),
    OWN_14D(Ground.OWN, "own contacts, last 2 weeks"),
    OWN_60D(Ground.OWN, "own contacts, last 2 months"),
    OWN_EVER(Ground.OWN, "own contacts, ever"),
    /** What follows the last topic after such a time. */
    AFTER(Ground.FOLLOWS, "what follows the last topic after such a time"),
    /** What follows the last two topics. */
    PAIR(Ground.FOLLOWS, "what follows the last two topics"),
    /** What others contact about who contact about the same as this customer. */
    COMPANY(Ground.COMPANY, "what goes with their other topics"),
    /** It was the last one. */
    LAST(Ground.FOLLOWS, "the last one again"),
    /** It was there before. */
    SEEN(Ground.OWN, "contacted about it before"),
    /** It was the last one, less than 6 hours ago. */
    LAST_AND_SOON(Ground.FOLLOWS, "the last one again within 6 hours");

    static final List<Feature> ALL = List.of(values());
    static final int COUNT = ALL.size();

    /** By span of {@link Personal}. */
    static final Feature[] OWN = {OWN_6H, OWN_2D, OWN_14D, OWN_60D, OWN_EVER};

    private final Ground ground;
    private final String words;

    Feature(Ground ground, String words) {
        this.ground = ground;
        this.words = words;
    }

    /** What it looks at, for an operator. */
    String words() {
        return words;
    }

    Ground ground() {
        return ground;
    }

    /** Its place in the vectors of weights: new features come last. */
    @SuppressWarnings("EnumOrdinal") // rows of weights are by this place
    int index() {
        return ordinal();
    }

    /** As documents write it: {@code own-6h}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
