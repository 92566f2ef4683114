package io.recaller.lab.instance;

/** No private Asterisk can be had or started; the message ends with the line that remedies it. */
public final class AsteriskUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AsteriskUnavailableException(String what, String remedy) {
        super(what + ". " + remedy);
    }

    public AsteriskUnavailableException(String what, String remedy, Throwable cause) {
        super(what + ". " + remedy, cause);
    }
}
