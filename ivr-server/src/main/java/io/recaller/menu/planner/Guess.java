package io.recaller.menu.planner;

/**
 * A proposal with what speaks for it.
 *
 * @param probability that the caller says yes, 0 to 1
 */
public record Guess(Proposal proposal, double probability) {}
