package io.recaller.asterisk.ami.wire;

/** The manager interface is away, or did not answer. */
public final class AmiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AmiException(String action, Throwable cause) {
        super("AMI action " + action + ": " + cause.getMessage(), cause);
    }
}
