package io.recaller.flow.engine;

/** One step of a dialogue: where it is now and what to do there. */
public record Step(Dialogue dialogue, Turn turn) {}
