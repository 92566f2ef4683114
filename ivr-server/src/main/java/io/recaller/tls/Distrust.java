package io.recaller.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says of a server that nobody vouches for it, with the remedy. Pure. */
public final class Distrust {
    private static final int DEEPEST = 20;

    private Distrust() {}

    /** As below, of what has its causes in it. */
    public static Optional<String> words(Throwable failure) {
        return words(
                Stream.<Throwable>iterate(failure, each -> each != null, Throwable::getCause)
                        .limit(DEEPEST));
    }

    /**
     * By itself that never gets better.
     *
     * @param causes of a connection that came to nothing, outermost first
     * @return empty: it came to nothing by something else
     */
    public static Optional<String> words(Stream<Throwable> causes) {
        List<Throwable> all = causes.toList();
        return all.stream()
                .filter(NoAuthoritiesException.class::isInstance)
                .findFirst()
                .map(none -> "ca-file " + none.getMessage())
                .or(() ->
                        all.stream()
                                .filter(Distrust::isOfCertificates)
                                .findFirst()
                                .map(_ ->
                                        "nobody whom we trust vouches for the server's certificate,"
                                                + " or it is for another name, or too old; name it"
                                                + " here as it is there, and in ca-file the"
                                                + " certificate of your own authority, where none"
                                                + " that is known has signed it"));
    }

    private static boolean isOfCertificates(Throwable cause) {
        return cause instanceof CertificateException
                || cause instanceof CertPathValidatorException
                || cause instanceof SSLPeerUnverifiedException;
    }
}
