package io.recaller.routing.storm;

/** The process is gone: whatever it was about to do, nothing of it is done. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;
}
