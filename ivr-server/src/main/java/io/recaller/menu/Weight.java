package io.recaller.menu;

/**
 * One number that was learned about everybody.
 *
 * @param name stable: {@code feature.own_60d}, {@code signal.chat.interaction}, {@code
 *     sign.request.repair}
 * @param words what it weighs, for an operator
 */
public record Weight(String name, String words, double value) {}
