package io.recaller.flow;

import java.time.Duration;

/**
 * How long a turn waits for the caller.
 *
 * @param firstDigit silence after the prompt before it counts as no input
 * @param interDigit silence between digits that ends a longer input
 */
public record Patience(Duration firstDigit, Duration interDigit) {}
