package io.recaller.flow;

import io.recaller.speech.Text;

/**
 * What is said after a mistake, and how often.
 *
 * @param most how many times the question is asked again, 0 to 9; after that a person helps
 */
public record Retries(Text noInput, Text noMatch, int most) {
    /** Who is not understood twice in their own words is helped by a person. */
    private static final int MOST_OF_WORDS = 1;

    /** After words that mean nothing here. */
    public Retries ofWords() {
        return new Retries(noInput, noMatch, Math.min(most, MOST_OF_WORDS));
    }
}
