package io.recaller.asterisk.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A certificate that vouches for itself, with its key, made by the JDK's keytool. */
public final class SelfMade {
    private static final char[] WORD = "changeit".toCharArray();

    private final Path store;

    private SelfMade(Path store) {
        this.store = store;
    }

    /**
     * Makes one.
     *
     * @param folder where its files go
     * @param names as keytool's SAN, such as {@code ip:127.0.0.1}
     * @param more further words for keytool
     */
    public static SelfMade of(Path folder, String names, String... more) {
        var store = folder.resolve("certificate-" + System.nanoTime() + ".p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var words =
                new ArrayList<>(List.of(tool, "-genkeypair", "-alias", "pbx", "-dname", "CN=pbx"));
        words.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-ext", "SAN=" + names));
        words.addAll(List.of("-keystore", store.toString(), "-storepass", new String(WORD)));
        words.addAll(List.of(more));
        try {
            var made =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("keytool.log").toFile())
                            .start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
            }
            return new SelfMade(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a server shows it. */
    public ServerSocketFactory sockets() throws IOException, GeneralSecurityException {
        return context().getServerSocketFactory();
    }

    /** A connection that was open goes on in TLS, as a server's. */
    public Socket secure(Socket open) throws IOException, GeneralSecurityException {
        var secured =
                (SSLSocket)
                        context().getSocketFactory().createSocket(open, null, open.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    /** In which a server shows it. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(open(), WORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate alone, as PEM. */
    public Path certificate() throws IOException, GeneralSecurityException {
        return write("CERTIFICATE", open().getCertificate("pbx").getEncoded());
    }

    /** Its key, as PEM. */
    public Path key() throws IOException, GeneralSecurityException {
        return write("PRIVATE KEY", open().getKey("pbx", WORD).getEncoded());
    }

    private KeyStore open() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), WORD);
    }

    private Path write(String what, byte[] bytes) throws IOException {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
        var file = Path.of(store + "." + what.toLowerCase(Locale.ROOT).replace(' ', '-') + ".pem");
        return Files.writeString(
                file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines));
    }
}
