package io.recaller.learning;

/**
 * How far was learned.
 *
 * @param generation counts the rebuilds
 * @param seq the last place in the sequence
 */
record Head(long generation, long seq) {
    static final Head NONE = new Head(-1, 0);
}
