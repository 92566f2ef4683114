package io.recaller.e2e;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Somebody with a mailbox of a provider, and a program to read and write. */
record MailUser(MailHost host, String address) {
    /** A mail as it goes over the wire, from this address by the envelope. */
    void sends(String to, String raw) throws MessagingException {
        sends(to, raw, StandardCharsets.UTF_8);
    }

    void sends(String to, String raw, Charset charset) throws MessagingException {
        var settings = settings("smtp", host.smtp());
        settings.setProperty("mail.smtp.from", address);
        var session = Session.getInstance(settings);
        var bytes = raw.stripIndent().replace("\n", "\r\n").getBytes(charset);
        var mail = new MimeMessage(session, new ByteArrayInputStream(bytes));
        try (var transport = session.getTransport("smtp")) {
            transport.connect(address, MailHost.PASSWORD);
            transport.sendMessage(mail, InternetAddress.parse(to));
        }
    }

    /** What lies in the mailbox, oldest first, read whole. */
    List<MimeMessage> inbox() throws MessagingException {
        var mails = new ArrayList<MimeMessage>();
        var session = Session.getInstance(settings("imap", host.imap()));
        try (var store = session.getStore("imap")) {
            store.connect(address, MailHost.PASSWORD);
            try (var folder = store.getFolder("INBOX")) {
                folder.open(Folder.READ_ONLY);
                for (var mail : folder.getMessages()) {
                    mails.add(new MimeMessage((MimeMessage) mail));
                }
            }
        }
        return mails;
    }

    /** Whether everything that lies there has been opened by whoever reads it. */
    boolean hasSeen(int mails) throws MessagingException {
        return inbox().stream().filter(MailUser::isSeen).count() == mails;
    }

    private static boolean isSeen(MimeMessage mail) {
        try {
            return mail.isSet(Flags.Flag.SEEN);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties settings(String protocol, int port) {
        var settings = new Properties();
        var prefix = "mail." + protocol + ".";
        settings.setProperty(prefix + "host", "127.0.0.1");
        settings.setProperty(prefix + "port", String.valueOf(port));
        settings.setProperty(prefix + "auth", "true");
        settings.setProperty(prefix + "connectiontimeout", "5000");
        settings.setProperty(prefix + "timeout", "10000");
        settings.setProperty(prefix + "peek", "true");
        return settings;
    }
}
