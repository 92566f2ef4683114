package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.recaller.asterisk.fake.SelfMade;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.mail.MailServer.Security;
import io.recaller.tls.Authorities;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers of mails whose certificates a business vouches for itself, by {@code ca-file}. */
@Timeout(60)
class OwnAuthorityTest {
    @TempDir private static Path folder;
    private static SelfMade made;
    private static SelfMade another;
    private static SelfMade elsewhere;
    private static SelfMade old;

    @BeforeAll
    static void make() {
        made = SelfMade.of(folder, "ip:127.0.0.1");
        another = SelfMade.of(folder, "ip:127.0.0.1");
        elsewhere = SelfMade.of(folder, "dns:mail.elsewhere.example");
        old = SelfMade.of(folder, "ip:127.0.0.1", "-startdate", "-9d", "-validity", "3");
    }

    @Test
    void whoIsNamedThereIsSpokenToInTls() throws Exception {
        try (var server = new SmtpHello(made, false)) {
            assertThat(problem(server, Security.TLS, made)).isEmpty();
        }
    }

    @Test
    void whoIsNamedThereIsSpokenToAfterStartTls() throws Exception {
        try (var server = new SmtpHello(made, true)) {
            assertThat(problem(server, Security.STARTTLS, made)).isEmpty();
        }
    }

    @Test
    void nobodyElseIsNeitherThoseWhomJavaTrusts() throws Exception {
        try (var server = new SmtpHello(another, false);
                var later = new SmtpHello(another, true)) {
            assertThat(problem(server, Security.TLS, made).orElseThrow())
                    .contains("nobody whom we trust vouches", "ca-file");
            assertThat(problem(later, Security.STARTTLS, made).orElseThrow())
                    .contains("nobody whom we trust vouches", "ca-file");
        }
    }

    @Test
    void aCertificateForAnotherHostOrOfAnotherTimeIsNotTakenHoweverTrusted() throws Exception {
        try (var server = new SmtpHello(elsewhere, false);
                var startTls = new SmtpHello(elsewhere, true);
                var expired = new SmtpHello(old, false)) {
            assertThat(problem(server, Security.TLS, elsewhere)).isPresent();
            assertThat(problem(startTls, Security.STARTTLS, elsewhere)).isPresent();
            assertThat(problem(expired, Security.TLS, old).orElseThrow()).contains("too old");
        }
    }

    /** Mails wait until it is mended. */
    @Test
    void aFileThatWentAwayIsNamedAndTheNextConnectionReadsItAnew() throws Exception {
        var file = Files.copy(made.certificate(), folder.resolve("authorities.pem"));
        try (var server = new SmtpHello(made, false)) {
            var smtp = server.as(Security.TLS, Authorities.in(file));
            Files.writeString(file, "none");

            var failure =
                    catchThrowableOfType(MessagingException.class, () -> MailSessions.smtp(smtp));

            assertThat(SmtpRemedy.of(failure, Duration.ofDays(9)))
                    .isInstanceOfSatisfying(
                            Remedy.Dead.class,
                            dead ->
                                    assertThat(dead.why())
                                            .contains("ca-file has no certificate: " + file));
            assertThat(SmtpHello.problem(smtp).orElseThrow()).contains("ca-file has no cert");
            Files.copy(made.certificate(), file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(SmtpHello.problem(smtp)).isEmpty();
        }
    }

    private static Optional<String> problem(SmtpHello server, Security security, SelfMade trusted)
            throws Exception {
        return SmtpHello.problem(server.as(security, Authorities.in(trusted.certificate())));
    }

    /** Says hello to whoever comes, and that is all. */
    private static final class SmtpHello implements AutoCloseable {
        private final ServerSocket door;
        private final SelfMade shown;

        SmtpHello(SelfMade shown, boolean later) throws Exception {
            this.shown = shown;
            door =
                    later
                            ? new ServerSocket(0, 9, InetAddress.getLoopbackAddress())
                            : shown.sockets()
                                    .createServerSocket(0, 9, InetAddress.getLoopbackAddress());
            Thread.ofVirtual()
                    .start(() -> {
                        while (!door.isClosed()) {
                            take(later);
                        }
                    });
        }

        MailServer as(Security security, Authorities authorities) {
            return new MailServer(
                    "127.0.0.1", door.getLocalPort(), security, Optional.empty(), authorities);
        }

        static Optional<String> problem(MailServer smtp) {
            try (var transport = MailSessions.smtp(smtp).getTransport()) {
                transport.connect();
                return Optional.empty();
            } catch (MessagingException failure) {
                return UntrustedServer.words(failure)
                        .or(() -> Optional.of(String.valueOf(failure.getMessage())));
            }
        }

        private void take(boolean later) {
            try (var line = door.accept()) {
                say(line, "220 hello");
                if (later) {
                    heard(line, "EHLO");
                    say(line, "250-here");
                    say(line, "250 STARTTLS");
                    heard(line, "STARTTLS");
                    say(line, "220 go on");
                    talk(shown.secure(line));
                } else {
                    talk(line);
                }
            } catch (IOException broken) {
                // whoever came does not like us
            } catch (Exception bug) {
                throw new IllegalStateException(bug);
            }
        }

        private static void talk(Socket line) throws IOException {
            heard(line, "EHLO");
            say(line, "250 here");
            heard(line, "QUIT");
        }

        private static void heard(Socket line, String word) throws IOException {
            var text = new StringBuilder();
            for (var each = line.getInputStream().read();
                    each >= 0 && each != '\n';
                    each = line.getInputStream().read()) {
                text.append((char) each);
            }
            if (!text.toString().startsWith(word)) {
                throw new IOException("not " + word + " but " + text);
            }
        }

        private static void say(Socket line, String text) throws IOException {
            line.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
