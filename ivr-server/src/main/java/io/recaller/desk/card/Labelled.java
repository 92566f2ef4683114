package io.recaller.desk.card;

/**
 * Something an operator named, such as a kind of break.
 *
 * @param slug stable, what rows carry
 * @param words what agents read; without any the page has its own
 */
public record Labelled(String slug, Words words) {}
