package io.recaller.asterisk.ami.wire;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a link over TLS believes. That the certificate is for the host is looked at always: its
 * subjectAltName must have the name or address that was asked for; of one that names no host there
 * Java takes the common name, which RFC 9525 has given up.
 *
 * @param authorities a PEM file with the certificates of who may vouch for Asterisk's, its own if
 *     nobody else does; empty: whom this Java trusts. Read for each connection, so that a new one
 *     counts at once
 */
public record AmiTrust(Optional<Path> authorities) {

    /**
     * Trust in the certificates of a file.
     *
     * @throws IllegalArgumentException with the remedy when there are none in it
     */
    public static AmiTrust in(Path authorities) {
        try {
            certificates(authorities);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(unusable(authorities, e), e);
        }
        return new AmiTrust(Optional.of(authorities));
    }

    /**
     * Agrees on TLS over a connection. Blocking, as long as its time-out allows.
     *
     * @throws InsecureException with the remedy when there is no TLS or nobody to trust
     * @throws IOException when nobody answered or the connection broke: nothing is known of TLS
     *     then
     */
    SSLSocket secure(Socket open, String host, int port) throws IOException {
        var factory = context().getSocketFactory();
        try {
            var socket = (SSLSocket) factory.createSocket(open, host, port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            stillValid(socket);
            return socket;
        } catch (SocketException | SocketTimeoutException away) {
            throw away;
        } catch (IOException | CertificateException e) {
            throw InsecureException.of(e, host + ":" + port, this);
        }
    }

    /** Java does not look at the dates of a certificate that is trusted for its own sake. */
    private static void stillValid(SSLSocket socket) throws IOException, CertificateException {
        if (socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate) {
            certificate.checkValidity();
        }
    }

    private SSLContext context() throws InsecureException {
        try {
            var trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store());
            var context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            var file = authorities.map(named -> unusable(named, e)).orElse("is needed: " + e);
            throw new InsecureException("ami.ca-file " + file, e);
        }
    }

    private static String unusable(Path file, Exception why) {
        return why instanceof IOException
                ? "cannot be read: " + file + "; check the path and who may read it"
                : "has no certificate: "
                        + file
                        + "; name a PEM file, with lines such as -----BEGIN CERTIFICATE-----";
    }

    /** Null is the one Java brings along. */
    private @Nullable KeyStore store() throws IOException, GeneralSecurityException {
        if (authorities.isEmpty()) {
            return null;
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var certificate : certificates(authorities.get())) {
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
