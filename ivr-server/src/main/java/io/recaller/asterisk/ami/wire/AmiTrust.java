package io.recaller.asterisk.ami.wire;

import io.recaller.tls.Authorities;
import io.recaller.tls.NoAuthoritiesException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

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
            return new AmiTrust(Authorities.in(authorities).file());
        } catch (NoAuthoritiesException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
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
            return socket;
        } catch (SocketException | SocketTimeoutException away) {
            throw away;
        } catch (IOException e) {
            throw InsecureException.of(e, host + ":" + port, this);
        }
    }

    private SSLContext context() throws InsecureException {
        try {
            return new Authorities(authorities).context();
        } catch (NoAuthoritiesException e) {
            throw new InsecureException("ami.ca-file " + e.getMessage(), e);
        }
    }
}
