package io.recaller.gateway.mail;

import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.Mails.Leaving;
import io.recaller.message.Mails.Mail;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail of ours.
 *
 * @param id its Message-ID
 */
record MailAnswer(Mailbox mailbox, Outbound message, Leaving leaving, String id) {
    private static final Pattern ANSWERS =
            Pattern.compile(
                    "(?iu)(re|aw|sv|vs|antw|ответ|на|відп|rif|ynt|жауап)\\s?(\\[\\d+])?:.*");

    private static final Pattern ID = Pattern.compile("<[^<>\\s]+>");

    /** Written out. */
    MimeMessage mail(Session session, Instant now) throws MessagingException {
        var mail =
                new MimeMessage(session) {
                    // The library would make up one of its own.
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        mail.setFrom(from());
        mail.setRecipient(Message.RecipientType.TO, to());
        mail.setSubject(subject(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(now));
        if (message.files().isEmpty()) {
            mail.setText(text(), StandardCharsets.UTF_8.name());
        } else {
            mail.setContent(withFiles());
        }
        var answered = answered().filter(MailAnswer::hasId);
        if (answered.isPresent()) {
            mail.setHeader("In-Reply-To", answered.get().id());
            mail.setHeader("References", chain(answered.get()));
        }
        if (leaving.author() == Author.FLOW) {
            // RFC 3834, 5: a notice is no answer.
            mail.setHeader(
                    "Auto-Submitted", leaving.isNotice() ? "auto-generated" : "auto-replied");
            mail.setHeader("X-Auto-Response-Suppress", "All");
            mail.setHeader(MailNatures.LOOP, mailbox.address());
        }
        mail.saveChanges();
        return mail;
    }

    private InternetAddress from() throws MessagingException {
        try {
            var from = new InternetAddress(mailbox.address());
            if (mailbox.name().isPresent()) {
                from.setPersonal(mailbox.name().get(), StandardCharsets.UTF_8.name());
            }
            return from;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java has UTF-8", e);
        }
    }

    /** One address as it is: no name, list or group is read out of it. */
    private InternetAddress to() throws AddressException {
        var to = new InternetAddress();
        to.setAddress(message.peer());
        to.validate();
        return to;
    }

    private Optional<Mail> answered() {
        return leaving.isNotice() ? Optional.empty() : leaving.answered();
    }

    private String subject() {
        var before = answered().map(Mail::subject).orElse("");
        if (before.isEmpty()) {
            return mailbox.name().orElse(mailbox.address());
        }
        return ANSWERS.matcher(before).matches() ? before : "Re: " + before;
    }

    private String text() {
        return text(message);
    }

    /** Buttons are lines: who answers with the digit has pressed. */
    static String text(Outbound message) {
        var lines = message.buttons().stream().map(Button::label).collect(Collectors.joining("\n"));
        return Stream.of(message.text(), lines)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    private Multipart withFiles() throws MessagingException {
        var parts = new MimeMultipart("mixed");
        if (!text().isBlank()) {
            var words = new MimeBodyPart();
            words.setText(text(), StandardCharsets.UTF_8.name());
            parts.addBodyPart(words);
        }
        for (var file : message.files()) {
            parts.addBodyPart(part(file));
        }
        return parts;
    }

    /** Its name as RFC 2231 has it, which every program reads by now. */
    private static MimeBodyPart part(OutboundFile file) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(
                                file.content().bytes(), file.attachment().type().mediaType())));
        part.setFileName(file.attachment().name());
        part.setDisposition(Part.ATTACHMENT);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static boolean hasId(Mail answered) {
        return ID.matcher(answered.id()).matches();
    }

    /** A header's line ends where 998 bytes are too many: each stands on its own. */
    private static String chain(Mail answered) {
        return Stream.concat(answered.references().stream(), Stream.of(answered.id()))
                .distinct()
                .collect(Collectors.joining("\r\n "));
    }
}
