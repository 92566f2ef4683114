package io.recaller.asterisk.ami.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.NoSuchElementException;
import javax.net.ssl.SSLSocket;
import org.asteriskjava.util.SocketConnectionFacade;
import org.asteriskjava.util.internal.SocketConnectionFacadeImpl;
import org.asteriskjava.util.internal.streamreader.FastScanner;
import org.asteriskjava.util.internal.streamreader.FastScannerFactory;

/**
 * A connection over TLS, for asterisk-java: its own takes whom Java trusts and looks at no host
 * name. Read by one thread, written by another, closed by any.
 */
final class TlsLine implements SocketConnectionFacade {
    private final Socket below;
    private final SSLSocket socket;
    private final FastScanner lines;
    private final Writer writer;

    private TlsLine(Socket below, SSLSocket socket) throws IOException {
        this.below = below;
        this.socket = socket;
        this.lines =
                FastScannerFactory.getReader(
                        new InputStreamReader(socket.getInputStream(), UTF_8),
                        SocketConnectionFacadeImpl.CRNL_PATTERN);
        this.writer = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), UTF_8));
    }

    /**
     * Connects, within {@link AmiSettings#answerWithin()} for each step.
     *
     * @throws InsecureException when TLS is not as {@code trust} wants it
     * @throws IOException when nobody is there
     */
    static TlsLine open(AmiSettings settings, AmiTrust trust) throws IOException {
        var within = (int) settings.answerWithin().toMillis();
        var below = new Socket();
        try {
            below.setSoTimeout(within);
            below.connect(new InetSocketAddress(settings.host(), settings.port()), within);
            var line = new TlsLine(below, trust.secure(below, settings.host(), settings.port()));
            below.setSoTimeout((int) settings.silence().toMillis());
            return line;
        } catch (IOException e) {
            below.close();
            throw e;
        }
    }

    @Override
    public String readLine() throws IOException {
        try {
            return lines.next();
        } catch (IllegalStateException | NoSuchElementException over) {
            throw new IOException("No more lines available: " + over.getMessage(), over);
        }
    }

    @Override
    public void write(String text) throws IOException {
        writer.write(text);
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    /** From below, so that it waits for no word of the other side. */
    @Override
    public void close() throws IOException {
        below.close();
        socket.close();
        lines.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }
}
