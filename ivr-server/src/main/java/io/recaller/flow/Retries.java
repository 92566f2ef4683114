package io.recaller.flow;

import io.recaller.speech.Text;

/**
 * What is said after a mistake, and how often.
 *
 * @param most how many times the question is asked again, 0 to 9; after that a person helps
 */
public record Retries(Text noInput, Text noMatch, int most) {}
