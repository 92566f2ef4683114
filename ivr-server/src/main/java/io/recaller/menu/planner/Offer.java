package io.recaller.menu.planner;

import java.time.Duration;

/**
 * The one question asked before the list, and why it is worth it.
 *
 * @param probability that the answer is yes, 0 to 1
 * @param threshold the probability from which on asking is worth it
 * @param saved what a yes saves
 */
public record Offer(Proposal proposal, double probability, double threshold, Duration saved) {}
