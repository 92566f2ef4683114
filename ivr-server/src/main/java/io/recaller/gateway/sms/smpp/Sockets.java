package io.recaller.gateway.sms.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
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

    static ConnectionFactory of(URI url) {
        return (host, port) -> connected(host, port, isTls(url));
    }

    private static boolean isTls(URI url) {
        return "smpps".equals(url.getScheme());
    }

    private static Connection connected(String host, int port, boolean isTls) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT_WITHIN.toMillis());
            return new SocketConnection(isTls ? secured(socket, host, port) : socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(Socket socket, String host, int port) throws IOException {
        var secured =
                (SSLSocket)
                        ((SSLSocketFactory) SSLSocketFactory.getDefault())
                                .createSocket(socket, host, port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
