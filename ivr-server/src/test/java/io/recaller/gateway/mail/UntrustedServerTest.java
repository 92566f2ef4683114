package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.gateway.mail.MailServer.Login;
import io.recaller.gateway.mail.MailServer.Security;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that nobody vouches for gets neither our password nor a mail, and it is said why. */
@Timeout(60)
class UntrustedServerTest {
    private static final String ADDRESS = "support@aspan.example";
    private static final String NOBODY_VOUCHES = "vouches for the server's certificate";

    /** Its certificate is its own. */
    private static final GreenMail SERVER =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
                    });

    @BeforeAll
    static void start() {
        SERVER.setUser(ADDRESS, ADDRESS, "not-easy-7");
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void theDoctorSaysThatNobodyVouchesForEitherServer() {
        var imap = new MailServer("127.0.0.1", imaps(), Security.TLS, login());
        var plain = new MailServer("127.0.0.1", SERVER.getImap().getPort(), Security.NONE, login());
        var smtp = new MailServer("127.0.0.1", smtps(), Security.TLS, login());

        assertThat(MailProbe.problem(mailbox(imap, smtp)).orElseThrow())
                .startsWith("127.0.0.1:" + imaps())
                .contains(NOBODY_VOUCHES)
                .endsWith("check imap")
                .doesNotContain("PKIX");
        assertThat(MailProbe.problem(mailbox(plain, smtp)).orElseThrow())
                .startsWith("127.0.0.1:" + smtps())
                .contains(NOBODY_VOUCHES)
                .endsWith("check smtp");
    }

    @Test
    void whatIsNotSpokenInTlsIsNotSpokenAtAll() {
        var plain = SERVER.getImap().getPort();
        var tls = new MailServer("127.0.0.1", plain, Security.TLS, login());
        var startTls = new MailServer("127.0.0.1", plain, Security.STARTTLS, login());

        assertThat(MailProbe.problem(mailbox(tls, tls)).orElseThrow())
                .contains("agree on no TLS; check port and security");
        assertThat(MailProbe.problem(mailbox(startTls, startTls)).orElseThrow())
                .contains("STARTTLS");
    }

    @Test
    void mailsWaitForSuchAServerAndTheirDoorIsDead() {
        var server = new MailServer("127.0.0.1", smtps(), Security.TLS, login());

        assertThat(SmtpRemedy.of(failure(server), Duration.ofDays(5)))
                .isInstanceOfSatisfying(
                        Remedy.Dead.class, dead -> assertThat(dead.why()).contains(NOBODY_VOUCHES));
        assertThat(SERVER.getReceivedMessages()).isEmpty();
    }

    /** As one does that starts anew or has too many connections. */
    @Test
    void aServerThatClosesInTheMiddleOfTlsIsTriedAgainForFourDays() throws Exception {
        try (var closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> closeAtOnce(closing));
            var port = closing.getLocalPort();
            var server = new MailServer("127.0.0.1", port, Security.TLS, login());

            var failure = failure(server);

            assertThat(SmtpRemedy.of(failure, Duration.ofMinutes(1)))
                    .isInstanceOfSatisfying(
                            Remedy.Again.class,
                            again -> assertThat(again.why()).contains("cannot be reached"));
            assertThat(SmtpRemedy.of(failure, Duration.ofDays(5)))
                    .isInstanceOf(Remedy.GiveUp.class);
            assertThat(UntrustedServer.words(failure)).isEmpty();
        }
    }

    @Test
    void whoSpeaksNoTlsIsTriedAgainAndItIsSaidWhatToCheck() {
        var plain = SERVER.getSmtp().getPort();

        var failure = failure(new MailServer("127.0.0.1", plain, Security.TLS, login()));

        assertThat(SmtpRemedy.of(failure, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        Remedy.Again.class,
                        again -> assertThat(again.why()).contains("check port and security"));
    }

    private static MessagingException failure(MailServer server) {
        return catchThrowableOfType(
                MessagingException.class,
                () -> {
                    try (var transport = MailSessions.smtp(server).getTransport()) {
                        transport.connect(ADDRESS, "not-easy-7");
                    }
                });
    }

    /** Once the client has begun: else it would only find nobody there. */
    private static void closeAtOnce(ServerSocket closing) {
        try (var line = closing.accept()) {
            var _ = line.getInputStream().read(new byte[1024]);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int imaps() {
        return SERVER.getImaps().getPort();
    }

    private static int smtps() {
        return SERVER.getSmtps().getPort();
    }

    private static Optional<Login> login() {
        return Optional.of(new Login(ADDRESS, "not-easy-7"));
    }

    private static Mailbox mailbox(MailServer imap, MailServer smtp) {
        return new Mailbox("post", ADDRESS, Optional.empty(), "INBOX", imap, smtp);
    }
}
