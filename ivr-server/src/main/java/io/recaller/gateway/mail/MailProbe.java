package io.recaller.gateway.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import java.util.Optional;

/** Looks whether a mailbox lets us read and send, without doing either. Blocking, some seconds. */
public final class MailProbe {
    private MailProbe() {}

    /** Why not, with the remedy; empty: it does. */
    public static Optional<String> problem(Mailbox mailbox) {
        return reading(mailbox).or(() -> sending(mailbox));
    }

    private static Optional<String> reading(Mailbox mailbox) {
        try (var store = MailSessions.imap(mailbox.imap()).getStore()) {
            connect(store, mailbox.imap());
            store.getFolder(mailbox.folder()).open(Folder.READ_ONLY);
            return Optional.empty();
        } catch (MessagingException failure) {
            return Optional.of(words("imap", mailbox.imap(), failure));
        }
    }

    private static Optional<String> sending(Mailbox mailbox) {
        try (var transport = MailSessions.smtp(mailbox.smtp()).getTransport()) {
            connect(transport, mailbox.smtp());
            return Optional.empty();
        } catch (MessagingException failure) {
            return Optional.of(words("smtp", mailbox.smtp(), failure));
        }
    }

    private static void connect(Service service, MailServer server) throws MessagingException {
        service.connect(
                server.login().map(MailServer.Login::user).orElse(""),
                server.login().map(MailServer.Login::password).orElse(""));
    }

    private static String words(String key, MailServer server, MessagingException failure) {
        var at = server.host() + ":" + server.port();
        if (failure instanceof AuthenticationFailedException) {
            return at + " refuses our login; check user and password of " + key;
        }
        var why = UntrustedServer.words(failure).orElseGet(() -> failure.getMessage());
        return at + " cannot be used (" + why + "); check " + key;
    }
}
