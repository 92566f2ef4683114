package io.recaller.learning;

/** Somebody else learns now; nothing was written. */
final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LeaseLostException() {
        super("another server or command learns now");
    }
}
