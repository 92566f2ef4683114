package io.recaller.tls;

import java.io.IOException;

/** A file that names nobody who may vouch for a certificate. Its message has the remedy. */
public final class NoAuthoritiesException extends IOException {
    private static final long serialVersionUID = 1L;

    NoAuthoritiesException(String words, Throwable cause) {
        super(words, cause);
    }
}
