package io.recaller.cli.option;

/** The command cannot do what was asked; the message says why and what to do. Exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
