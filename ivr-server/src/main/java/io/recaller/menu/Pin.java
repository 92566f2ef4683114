package io.recaller.menu;

/** Where a flow holds an option, whatever is predicted. */
public enum Pin {
    NONE,
    FIRST,
    LAST
}
