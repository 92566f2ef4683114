package io.recaller.flow.engine;

/** How it went when another door was asked for. */
public enum SwitchOutcome {
    /** It is on its way, or shown beside: the dialogue goes on here, too. */
    SENT,
    /** The dialogue goes on there; here it ends. */
    MOVED,
    /** There is no such door for them, or not now. */
    IMPOSSIBLE
}
