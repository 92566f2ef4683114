package io.recaller.speech;

/** Speech could not be made; the message names the command tried and the remedy. */
public final class SynthesisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SynthesisException(String message, Throwable cause) {
        super(message, cause);
    }

    public SynthesisException(String message) {
        super(message);
    }
}
