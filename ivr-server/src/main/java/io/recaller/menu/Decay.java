package io.recaller.menu;

/** Half-lives. */
final class Decay {
    private static final double LN_2 = 0.6931471805599453;
    private static final double SECONDS_A_DAY = 86_400;

    private Decay() {}

    /** What is left after so long, 0 to 1; all of it when the time runs backwards. */
    static double over(double seconds, double halfLifeDays) {
        return seconds <= 0 ? 1 : StrictMath.exp(-LN_2 * seconds / SECONDS_A_DAY / halfLifeDays);
    }
}
