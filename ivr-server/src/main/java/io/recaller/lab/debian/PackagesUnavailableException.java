package io.recaller.lab.debian;

/** Packages cannot be had on this machine; the message says why. */
public final class PackagesUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PackagesUnavailableException(String what) {
        super(what);
    }

    PackagesUnavailableException(String what, Throwable cause) {
        super(what, cause);
    }
}
