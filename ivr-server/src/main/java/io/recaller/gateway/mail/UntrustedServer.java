package io.recaller.gateway.mail;

import io.recaller.tls.Distrust;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says of a server that TLS with it came to nothing. Pure. */
final class UntrustedServer {
    private static final int DEEPEST = 20;

    private UntrustedServer() {}

    /** That nobody vouches for it, with the remedy: by itself that never gets better. */
    static Optional<String> certificate(Exception failure) {
        return Distrust.words(causes(failure));
    }

    /** What it is, with the remedy; empty: the failure is another one, or only the line broke. */
    static Optional<String> words(Exception failure) {
        return certificate(failure)
                .or(() ->
                        isDisagreement(failure)
                                ? Optional.of(
                                        "the server and we agree on no TLS; check port and security")
                                : Optional.empty());
    }

    /** Java says of a line that breaks under TLS that TLS failed, and hangs why it did below. */
    private static boolean isDisagreement(Exception failure) {
        Predicate<Throwable> isOfLine =
                cause ->
                        cause instanceof EOFException
                                || cause instanceof SocketException
                                || cause instanceof InterruptedIOException;
        return causes(failure).anyMatch(SSLException.class::isInstance)
                && causes(failure).noneMatch(isOfLine);
    }

    private static Stream<Throwable> causes(Exception failure) {
        return Stream.<Throwable>iterate(failure, each -> each != null, UntrustedServer::next)
                .limit(DEEPEST);
    }

    /** The library hangs causes at two places. */
    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : failure.getCause();
    }
}
