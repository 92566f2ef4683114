package io.recaller.learning;

/**
 * The right to learn: one server, or command, at a time.
 *
 * @param term the fencing token of whoever took it last
 */
record Lease(long term) {}
