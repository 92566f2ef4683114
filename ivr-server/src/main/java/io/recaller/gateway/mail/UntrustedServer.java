package io.recaller.gateway.mail;

import jakarta.mail.MessagingException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says of a server that TLS with it came to nothing: by itself that never gets better. Pure. */
final class UntrustedServer {
    private static final int DEEPEST = 20;

    private UntrustedServer() {}

    /** What it is, with the remedy; empty: the failure is another one. */
    static Optional<String> words(Exception failure) {
        var isOfTls = false;
        @Nullable Throwable each = failure;
        for (var depth = 0; each != null && depth < DEEPEST; depth++) {
            if (each instanceof CertificateException) {
                return Optional.of(
                        "nobody whom Java trusts vouches for the server's certificate, or it is for"
                                + " another name, or too old; give the server one of a known"
                                + " authority, and name it here as it is there");
            }
            isOfTls |= each instanceof SSLException;
            each = next(each);
        }
        return isOfTls
                ? Optional.of("the server and we agree on no TLS; check port and security")
                : Optional.empty();
    }

    /** The library hangs causes at two places. */
    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : failure.getCause();
    }
}
