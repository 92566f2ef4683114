package io.recaller.gateway.sms.smpp;

import io.recaller.tls.Authorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * Connections to a centre: {@code smpp://}, and {@code smpps://} in TLS with the name of the
 * certificate checked, which the library's own do not.
 */
final class Sockets {
    private static final int PLAIN_PORT = 2775;
    private static final int TLS_PORT = 3550;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private Sockets() {}

    /** What centres usually listen on, where none is named. */
    static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return isTls(url) ? TLS_PORT : PLAIN_PORT;
    }

    /**
     * To the centre at that address.
     *
     * @param authorities who may vouch for it, in TLS
     */
    static ConnectionFactory of(URI url, Authorities authorities) {
        return isTls(url)
                ? (host, port) ->
                        connected(host, port, plain -> secured(plain, host, port, authorities))
                : (host, port) -> connected(host, port, plain -> plain);
    }

    private static boolean isTls(URI url) {
        return "smpps".equals(url.getScheme());
    }

    @FunctionalInterface
    private interface Securing {
        Socket of(Socket plain) throws IOException;
    }

    private static Connection connected(String host, int port, Securing securing)
            throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT_WITHIN.toMillis());
            return new SocketConnection(securing.of(socket));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** A centre that is silent then is given up as one that does not connect is. */
    private static Socket secured(Socket socket, String host, int port, Authorities authorities)
            throws IOException {
        var secured =
                (SSLSocket)
                        authorities
                                .context()
                                .getSocketFactory()
                                .createSocket(socket, host, port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSSLParameters(parameters);
        secured.setSoTimeout((int) CONNECT_WITHIN.toMillis());
        secured.startHandshake();
        secured.setSoTimeout(0);
        return secured;
    }
}
