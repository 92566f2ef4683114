package io.recaller.menu;

/**
 * How likely a caller wants one option, and why.
 *
 * @param probability 0 to 1; all options of a menu add up to 1
 */
public record Prediction(MenuOption option, double probability, Because because) {}
