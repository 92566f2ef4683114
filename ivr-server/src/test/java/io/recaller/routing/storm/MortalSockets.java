package io.recaller.routing.storm;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Objects;
import javax.net.SocketFactory;

/**
 * Connections to the database that break when their server dies, as a killed process's do. Named in
 * the database's address: {@code socketFactory=…&socketFactoryArg=NAME}.
 */
public final class MortalSockets extends SocketFactory {
    private final Fate fate;

    /**
     * @param name of a {@link Fate}
     */
    public MortalSockets(String name) {
        this.fate = Objects.requireNonNull(Fate.of(name), name);
    }

    @Override
    public Socket createSocket() {
        return new Mortal(fate);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new SocketException("unconnected ones only");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        throw new SocketException("unconnected ones only");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw new SocketException("unconnected ones only");
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw new SocketException("unconnected ones only");
    }

    private static final class Mortal extends Socket {
        private final Fate fate;

        Mortal(Fate fate) {
            this.fate = fate;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new Said(super.getOutputStream());
        }

        /** The driver gathers what it says: each of these is a message, or several at once. */
        private final class Said extends FilterOutputStream {
            Said(OutputStream out) {
                super(out);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    fate.say(() -> out.write(bytes, offset, length));
                } catch (IOException | Killed dead) {
                    Mortal.this.close();
                    throw dead;
                }
            }
        }
    }
}
