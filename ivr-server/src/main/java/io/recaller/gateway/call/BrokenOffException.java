package io.recaller.gateway.call;

/** What was sent may have arrived, or not: no answer came. */
public final class BrokenOffException extends Exception {}
