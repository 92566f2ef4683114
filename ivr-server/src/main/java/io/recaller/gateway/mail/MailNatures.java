package io.recaller.gateway.mail;

import io.recaller.gateway.mail.MailNature.NotForUs;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells mails of people from those of programs, so that no program answers another for ever (RFC
 * 3834, RFC 2369, RFC 3464, Microsoft's MS-OXCMAIL, and what programs did before those). Pure.
 */
final class MailNatures {
    /** Marks what the flow says, beside {@code Auto-Submitted}; known again when it comes back. */
    static final String LOOP = "X-Loop";

    private static final Pattern NO_REPLY =
            Pattern.compile("(?i)(no|not|do-?not|don-?t|never)[-_.]?reply.*@.*");

    private static final Pattern SERVER =
            Pattern.compile("(?i)(mailer-daemon|postmaster|mail-daemon|mdaemon)@.*|");

    private static final Set<String> BULK = Set.of("bulk", "list", "junk");

    private MailNatures() {}

    /**
     * What it is.
     *
     * @param from who it says it is from; empty: nobody
     */
    static MailNature of(MailHeaders headers, String from, Mailbox mailbox) {
        if (isReport(headers) || (hasNoWayBack(headers) && SERVER.matcher(from).matches())) {
            return new MailNature.Bounce();
        }
        if (mailbox.isOurs(from)
                || headers.first(LOOP).filter(mailbox::isOurs).isPresent()
                || OurMessageId.isOurs(headers.text("Message-ID"))) {
            return new NotForUs("our own mail came back");
        }
        var submitted = headers.word("Auto-Submitted");
        if (submitted.equals("auto-replied") || isAutoReply(headers)) {
            return new NotForUs("a program answers for somebody who is away");
        }
        var precedence = headers.word("Precedence");
        if (headers.has("List-Id")
                || headers.has("List-Unsubscribe")
                || BULK.contains(precedence)) {
            return new NotForUs("it went to many");
        }
        if (headers.word("Content-Type").equals("multipart/report")) {
            return new NotForUs("a receipt or report of a program");
        }
        var suppressed = headers.word("X-Auto-Response-Suppress");
        var isAutomatic =
                !(submitted.isEmpty() || submitted.equals("no"))
                        || !(suppressed.isEmpty() || suppressed.equals("none"))
                        || hasNoWayBack(headers)
                        || NO_REPLY.matcher(from).matches()
                        || SERVER.matcher(from).matches();
        return isAutomatic ? new MailNature.Automatic() : new MailNature.Personal();
    }

    private static boolean isReport(MailHeaders headers) {
        var type = headers.text("Content-Type").toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/report") && type.contains("delivery-status");
    }

    private static boolean hasNoWayBack(MailHeaders headers) {
        return headers.first("Return-Path").filter(path -> path.strip().equals("<>")).isPresent();
    }

    private static boolean isAutoReply(MailHeaders headers) {
        var precedence = headers.word("Precedence");
        return precedence.equals("auto_reply")
                || headers.has("X-Autoreply")
                || headers.has("X-Autorespond")
                || headers.has("X-Autoresponder")
                || headers.has("X-Vacation");
    }
}
