package io.recaller.gateway.mail;

import io.recaller.text.DeclaredText;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a mail says, of whatever parts it is made, and which files are with it. */
final class MailText {
    /** Bytes that are read of one text; the rest of a longer one is left in the mailbox. */
    private static final int MOST_READ = 1 << 20;

    /** Parts within parts; deeper ones are not looked at. */
    private static final int DEEPEST = 10;

    private static final int MOST_FILES = 50;

    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<String> files = new ArrayList<>();

    private MailText() {}

    /**
     * The new words of a mail, a line for each file below them.
     *
     * @throws IOException when the server is not there any more
     */
    static String of(Part mail) throws MessagingException, IOException {
        var text = new MailText();
        text.read(mail, 0);
        var all =
                text.plain.toString().isBlank()
                        ? HtmlText.of(text.html.toString())
                        : text.plain.toString();
        var own = Quotes.fold(all);
        var below = text.files.stream().limit(MOST_FILES).collect(Collectors.joining("\n"));
        return (own + (own.isEmpty() || below.isEmpty() ? "" : "\n\n") + below).strip();
    }

    private void read(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST) {
            return;
        }
        var isFile =
                Part.ATTACHMENT.equalsIgnoreCase(disposition(part)) || fileName(part).isPresent();
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i), depth + 1);
            }
        } else if (!isFile && part.isMimeType("text/html")) {
            html.append(words(part)).append('\n');
        } else if (!isFile && isText(part)) {
            plain.append(words(part)).append('\n');
        } else if (!isPictureOfTheText(part)) {
            files.add(file(part));
        }
    }

    /** What says nothing that can be read is text. */
    private static boolean isText(Part part) throws MessagingException {
        try {
            var type = new ContentType(String.valueOf(part.getContentType()));
            return type.match("text/*") && !type.match("text/calendar");
        } catch (ParseException _) {
            return true;
        }
    }

    private static String disposition(Part part) throws MessagingException {
        try {
            return String.valueOf(part.getDisposition());
        } catch (ParseException _) {
            return ""; // what is not told is no attachment
        }
    }

    /** Logos of signatures and the like; a photograph that somebody sends has no such mark. */
    private static boolean isPictureOfTheText(Part part) throws MessagingException {
        var id = part.getHeader("Content-ID");
        return part.isMimeType("image/*")
                && id != null
                && !Part.ATTACHMENT.equalsIgnoreCase(disposition(part));
    }

    private static String words(Part part) throws MessagingException {
        return DeclaredText.of(bytes(part), charset(part));
    }

    private static Optional<String> charset(Part part) throws MessagingException {
        try {
            var type = new ContentType(String.valueOf(part.getContentType()));
            return Optional.ofNullable(type.getParameter("charset"));
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    /** What could be decoded, where the encoding is broken further on. */
    private static byte[] bytes(Part part) throws MessagingException {
        var read = new ByteArrayOutputStream();
        try (var in = part.getInputStream()) {
            for (var n = in.read(); n >= 0 && read.size() < MOST_READ; n = in.read()) {
                read.write(n);
            }
        } catch (IOException _) {
            return read.toByteArray();
        }
        return read.toByteArray();
    }

    private static Optional<String> fileName(Part part) throws MessagingException {
        try {
            return Optional.ofNullable(part.getFileName())
                    .map(EncodedWords::read)
                    .map(name -> name.replaceAll("[\\p{Cntrl}/\\\\]", "_").strip())
                    .filter(name -> !name.isEmpty());
        } catch (ParseException _) {
            return Optional.empty();
        }
    }

    private static String file(Part part) throws MessagingException {
        var type = String.valueOf(part.getContentType()).split("[;\\s]", 2)[0];
        return "\uD83D\uDCCE "
                + fileName(part).orElse(type.toLowerCase(Locale.ROOT))
                + size(part).map(size -> ", " + size).orElse("");
    }

    /** As it is kept afterwards: base64 makes four bytes of three, and ends each line. */
    private static Optional<String> size(Part part) throws MessagingException {
        var encoded = part.getSize();
        var encoding = part.getHeader("Content-Transfer-Encoding");
        var isBase64 = encoding != null && encoding[0].strip().equalsIgnoreCase("base64");
        var bytes = isBase64 ? encoded * 74L / 101 : encoded;
        return encoded < 0
                ? Optional.empty()
                : Optional.of(
                        bytes >= 1_000_000
                                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                                : Math.max(1, bytes / 1000) + " kB");
    }
}
