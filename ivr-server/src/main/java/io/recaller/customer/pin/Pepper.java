package io.recaller.customer.pin;

/** What PINs' hashes are encrypted with, kept outside the database: there, or missing. */
public sealed interface Pepper {
    /** The keys, as their file has them. */
    record Keys(PepperKeys keys) implements Pepper {}

    /**
     * No PIN can be set or checked.
     *
     * @param problem why, and what to do
     */
    record Missing(String problem) implements Pepper {}

    /** A PIN cannot be set without it; the message says what to do. */
    final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingException(String problem) {
            super(problem);
        }
    }

    /**
     * The keys.
     *
     * @throws MissingException when there are none
     */
    default PepperKeys required() {
        return switch (this) {
            case Keys(var keys) -> keys;
            case Missing(var problem) -> throw new MissingException(problem);
        };
    }
}
