package io.recaller.gateway.mail;

import io.recaller.gateway.mail.MailServer.Security;
import io.recaller.tls.NoAuthoritiesException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;

/** How the library is told of a server. Reads who may vouch for it, nothing else. */
final class MailSessions {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    /** A server is spoken to more often than that, also while it has nothing to tell. */
    private static final Duration SILENT_AT_MOST = Duration.ofSeconds(90);

    private MailSessions() {}

    /** Fails when those who may vouch for it cannot be read. */
    static Session imap(MailServer server) throws MessagingException {
        var settings = of("imap", server);
        settings.setProperty("mail.imap.partialfetch", "true");
        settings.setProperty("mail.imap.peek", "true"); // a mail is seen when it is in our rows
        return Session.getInstance(settings);
    }

    /** As {@link #imap}. */
    static Session smtp(MailServer server) throws MessagingException {
        var settings = of("smtp", server);
        settings.setProperty("mail.smtp.auth", String.valueOf(server.login().isPresent()));
        settings.setProperty("mail.smtp.quitwait", "false");
        return Session.getInstance(settings);
    }

    private static Properties of(String protocol, MailServer server) throws MessagingException {
        var settings = new Properties();
        var prefix = "mail." + protocol + ".";
        settings.setProperty("mail.store.protocol", protocol);
        settings.setProperty("mail.transport.protocol", protocol);
        settings.setProperty(prefix + "host", server.host());
        settings.setProperty(prefix + "port", String.valueOf(server.port()));
        settings.setProperty(
                prefix + "connectiontimeout", String.valueOf(CONNECT_WITHIN.toMillis()));
        settings.setProperty(prefix + "timeout", String.valueOf(SILENT_AT_MOST.toMillis()));
        settings.setProperty(prefix + "writetimeout", String.valueOf(SILENT_AT_MOST.toMillis()));
        settings.setProperty(
                prefix + "ssl.enable", String.valueOf(server.security() == Security.TLS));
        settings.setProperty(
                prefix + "starttls.enable", String.valueOf(server.security() == Security.STARTTLS));
        settings.setProperty(
                prefix + "starttls.required",
                String.valueOf(server.security() == Security.STARTTLS));
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (server.security() != Security.NONE && server.authorities().file().isPresent()) {
            trust(settings, prefix, server);
        }
        return settings;
    }

    /** Without the second, whoever Java trusts would be asked where those do not vouch. */
    private static void trust(Properties settings, String prefix, MailServer server)
            throws MessagingException {
        try {
            settings.put(
                    prefix + "ssl.socketFactory",
                    server.authorities().context().getSocketFactory());
            settings.setProperty(prefix + "socketFactory.fallback", "false");
        } catch (NoAuthoritiesException e) {
            throw new MessagingException("ca-file " + e.getMessage(), e);
        }
    }
}
