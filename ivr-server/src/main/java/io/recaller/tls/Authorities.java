package io.recaller.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Who may vouch for a server's certificate. That it is for the host is for whoever connects to look
 * at.
 *
 * @param file a PEM file with the certificates of those who may, the server's own if nobody else
 *     does; empty: whom this Java trusts. Read for each connection, so that a new one counts at
 *     once
 */
public record Authorities(Optional<Path> file) {
    /** Of a server that is known again nobody's word is asked. */
    private static final int REMEMBERED_SECONDS = 1;

    public static Authorities ofJava() {
        return new Authorities(Optional.empty());
    }

    /**
     * Those of a file.
     *
     * @throws NoAuthoritiesException when there are none in it
     */
    public static Authorities in(Path file) throws NoAuthoritiesException {
        try {
            certificates(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new NoAuthoritiesException(words(file, e), e);
        }
        return new Authorities(Optional.of(file));
    }

    /**
     * TLS as they would have it.
     *
     * @throws NoAuthoritiesException when there are none in the file any more
     */
    public SSLContext context() throws NoAuthoritiesException {
        return context(trust());
    }

    /**
     * The same for whoever has one for all connections: the file is read at each handshake, and one
     * that is gone ends it.
     */
    public SSLContext lastingContext() {
        var context = context(new FileTrust(this));
        context.getClientSessionContext().setSessionTimeout(REMEMBERED_SECONDS);
        return context;
    }

    private static SSLContext context(TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Who says whom to trust now. */
    X509ExtendedTrustManager trust() throws NoAuthoritiesException {
        try {
            var trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store());
            return Arrays.stream(trusted.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .map(DatedTrust::new)
                    .orElseThrow();
        } catch (IOException | GeneralSecurityException e) {
            var why = file.map(named -> words(named, e)).orElse("is needed: " + e);
            throw new NoAuthoritiesException(why, e);
        }
    }

    private static String words(Path file, Exception why) {
        return why instanceof IOException
                ? "cannot be read: " + file + "; check the path and who may read it"
                : "has no certificate: "
                        + file
                        + "; name a PEM file, with lines such as -----BEGIN CERTIFICATE-----";
    }

    /** Null is the one Java brings along. */
    private @Nullable KeyStore store() throws IOException, GeneralSecurityException {
        if (file.isEmpty()) {
            return null;
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var certificate : certificates(file.get())) {
            store.setCertificateEntry(Integer.toString(store.size()), certificate);
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("no certificate in " + file);
            }
            return certificates;
        }
    }
}
