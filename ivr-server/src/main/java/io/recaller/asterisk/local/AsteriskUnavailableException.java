package io.recaller.asterisk.local;

/** No private Asterisk can be had or started; the message ends with the line that remedies it. */
public final class AsteriskUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AsteriskUnavailableException(String what, String remedy) {
        super(what + ". " + remedy);
    }

    AsteriskUnavailableException(String what, String remedy, Throwable cause) {
        super(what + ". " + remedy, cause);
    }
}
