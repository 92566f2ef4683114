package io.recaller.backtest.flow;

import java.time.Duration;
import java.util.Optional;

/**
 * How one call went.
 *
 * @param took from the answer until the task was reached
 * @param offerRight whether the question asked was about it; empty when nothing was asked
 */
record Walked(Duration took, Optional<Boolean> offerRight) {}
