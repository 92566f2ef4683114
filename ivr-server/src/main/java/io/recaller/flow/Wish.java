package io.recaller.flow;

/** What can be asked for in words anywhere in a flow. */
public enum Wish {
    PERSON,
    /** How the open requests stand. */
    STATUS,
    /** The menu before. */
    BACK
}
