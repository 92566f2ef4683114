package io.recaller.gateway.mail;

import io.recaller.gateway.mail.MailServer.Security;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Properties;

/** How the library is told of a server. Pure. */
final class MailSessions {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    /** A server is spoken to more often than that, also while it has nothing to tell. */
    private static final Duration SILENT_AT_MOST = Duration.ofSeconds(90);

    private MailSessions() {}

    static Session imap(MailServer server) {
        var settings = of("imap", server);
        settings.setProperty("mail.imap.partialfetch", "true");
        settings.setProperty("mail.imap.peek", "true"); // a mail is seen when it is in our rows
        return Session.getInstance(settings);
    }

    static Session smtp(MailServer server) {
        var settings = of("smtp", server);
        settings.setProperty("mail.smtp.auth", String.valueOf(server.login().isPresent()));
        settings.setProperty("mail.smtp.quitwait", "false");
        return Session.getInstance(settings);
    }

    private static Properties of(String protocol, MailServer server) {
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
        return settings;
    }
}
