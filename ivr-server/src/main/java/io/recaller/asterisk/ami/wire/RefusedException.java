package io.recaller.asterisk.ami.wire;

/** The manager interface answered an action with an error. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String action, String answer) {
        super("AMI action " + action + " refused: " + answer);
    }
}
