package io.recaller.gateway.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * Reads what servers tell of mails that did not arrive (RFC 3464), and what older ones tell in
 * words.
 */
final class Bounces {
    private static final int MOST_READ = 1 << 18;

    private static final Pattern ACTION =
            Pattern.compile("(?im)^Action:\\s*(failed|delayed|delivered|relayed|expanded)");

    private static final Pattern STATUS =
            Pattern.compile("(?im)^Status:\\s*(\\d\\.\\d{1,3}\\.\\d{1,3})");

    private static final Pattern DIAGNOSTIC =
            Pattern.compile(
                    "(?im)^Diagnostic-Code:\\s*(?:[\\w-]+;)?\\s*(.{1,300}(?:\\r?\\n["
                            + " \\t].{1,300}){0,5})");

    private Bounces() {}

    /**
     * A mail of ours that did not arrive, as somebody says.
     *
     * @param why in the words of the server that had it
     */
    record Bounced(OurMessageId.Named mail, String why) {}

    /** Empty: it is not about ours, or it may still arrive. */
    static Optional<Bounced> read(MimeMessage mail) throws MessagingException, IOException {
        var text = raw(mail);
        var action = ACTION.matcher(text);
        if (action.find() && !action.group(1).equalsIgnoreCase("failed")) {
            return Optional.empty();
        }
        return OurMessageId.named(text).map(named -> new Bounced(named, why(text)));
    }

    private static String why(String text) {
        var diagnostic = DIAGNOSTIC.matcher(text);
        var status = STATUS.matcher(text);
        var words =
                diagnostic.find()
                        ? diagnostic.group(1).replaceAll("\\s+", " ").strip()
                        : status.find() ? "status " + status.group(1) : "no reason given";
        return "it came back: " + words;
    }

    /** With its headers: some name our mail there only. */
    private static String raw(MimeMessage mail) throws MessagingException, IOException {
        var bytes = new ByteArrayOutputStream();
        for (var lines = mail.getAllHeaderLines(); lines.hasMoreElements(); ) {
            bytes.writeBytes((lines.nextElement() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        try (var in = content(mail)) {
            bytes.writeBytes(in.readNBytes(MOST_READ));
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** As it came, in its parts' own encodings. */
    private static InputStream content(MimeMessage mail) throws MessagingException {
        return mail instanceof IMAPMessage kept ? kept.getMimeStream() : mail.getRawInputStream();
    }
}
