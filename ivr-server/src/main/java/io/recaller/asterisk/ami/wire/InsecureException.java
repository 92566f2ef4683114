package io.recaller.asterisk.ami.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** A manager interface that is there, but not as TLS would have it. Its message has the remedy. */
public final class InsecureException extends IOException {
    private static final long serialVersionUID = 1L;

    InsecureException(String words, Throwable cause) {
        super(words, cause);
    }

    /** What to do about it, by what Java found. */
    static InsecureException of(Exception found, String at, AmiTrust trust) {
        var causes = causes(found).toList();
        var last = causes.getLast();
        var why = Optional.ofNullable(last.getMessage()).orElseGet(last::toString);
        if (any(causes, CertificateExpiredException.class)
                || any(causes, CertificateNotYetValidException.class)) {
            return new InsecureException(
                    "the certificate of " + at + " is not valid now (" + why + "); renew it",
                    found);
        }
        if (any(causes, CertPathBuilderException.class)
                || any(causes, CertPathValidatorException.class)) {
            return new InsecureException(
                    "nobody in "
                            + trust.authorities().map(Path::toString).orElse("Java's trust store")
                            + " vouches for the certificate of "
                            + at
                            + "; name in ami.ca-file the certificate of who signed it, or its own",
                    found);
        }
        if (any(causes, CertificateException.class)) {
            return new InsecureException(
                    "the certificate of "
                            + at
                            + " is for another host ("
                            + why
                            + "); set ami.host to a name in it, or make one with that"
                            + " subjectAltName",
                    found);
        }
        if (found instanceof SSLHandshakeException) {
            return new InsecureException(
                    "no TLS with "
                            + at
                            + " ("
                            + why
                            + "); look at tlscertfile, tlsprivatekey and tlsbindaddr in"
                            + " manager.conf",
                    found);
        }
        return new InsecureException(
                at
                        + " speaks no TLS ("
                        + why
                        + "); set ami.port to the port of tlsbindaddr in manager.conf, with"
                        + " tlsenable = yes there, or ami.tls to false",
                found);
    }

    private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(@Nullable Throwable found) {
        return Stream.iterate(found, each -> each != null, Throwable::getCause);
    }
}
