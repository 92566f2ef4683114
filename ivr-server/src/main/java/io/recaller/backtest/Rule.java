package io.recaller.backtest;

/**
 * A rule by which the menu could be ordered. Asked before every contact and told after it, in the
 * order of time.
 */
interface Rule {
    /** The options in the order read, knowing the time and who calls but not why. */
    int[] order(LoggedContact contact);

    /** What it was about. */
    void learn(LoggedContact contact);
}
