package io.recaller.gateway.mail;

import io.recaller.channel.inbound.IncomingFile;
import io.recaller.message.file.FileContent;
import io.recaller.text.DeclaredText;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.util.DecodingException;

/** What a mail says, of whatever parts it is made, and which files are with it. */
final class MailText {
    /** Bytes that are read of one text; the rest of a longer one is left in the mailbox. */
    private static final int MOST_READ = 1 << 20;

    /** Parts within parts; deeper ones are not looked at. */
    private static final int DEEPEST = 10;

    private static final int MOST_FILES = 50;
    private static final int MOST_IN_FILES = 40_000_000;

    /** Encoded bytes; a picture of the text that is smaller is a logo or a mark. */
    private static final int SMALLEST_PICTURE = 10_000;

    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<IncomingFile> files = new ArrayList<>();
    private final int largest;

    /** Bytes of files that are read yet: all of a mail are in memory until they are rows. */
    private int room = MOST_IN_FILES;

    private MailText(int largest) {
        this.largest = largest;
    }

    /** The new words of a mail, and the files with it. */
    record Read(String words, List<IncomingFile> files) {
        static final Read NOTHING = new Read("", List.of());
    }

    /**
     * What it says, and what is with it.
     *
     * @param largest bytes of a file; a larger one is named, without its content
     * @throws IOException when the server is not there any more
     */
    static Read of(Part mail, int largest) throws MessagingException, IOException {
        var text = new MailText(largest);
        text.read(mail, 0);
        var all =
                text.plain.toString().isBlank()
                        ? HtmlText.of(text.html.toString())
                        : text.plain.toString();
        return new Read(Quotes.fold(all).strip(), List.copyOf(text.files));
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
        } else if (files.size() < MOST_FILES && !isMark(part)) {
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

    /** Logos of signatures and the like; what somebody photographs is larger. */
    private static boolean isMark(Part part) throws MessagingException {
        var id = part.getHeader("Content-ID");
        return part.isMimeType("image/*")
                && id != null
                && !Part.ATTACHMENT.equalsIgnoreCase(disposition(part))
                && part.getSize() < SMALLEST_PICTURE;
    }

    private static String words(Part part) throws MessagingException, IOException {
        return DeclaredText.of(bytes(part, MOST_READ), charset(part));
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
    private static byte[] bytes(Part part, int most) throws MessagingException, IOException {
        var read = new ByteArrayOutputStream();
        try (var in = stream(part)) {
            for (var n = in.read(); n >= 0 && read.size() < most; n = in.read()) {
                read.write(n);
            }
        } catch (DecodingException _) {
            return read.toByteArray();
        }
        return read.toByteArray();
    }

    /** Of an encoding that nobody knows there is nothing to read. */
    private static InputStream stream(Part part) throws MessagingException, IOException {
        try {
            return part.getInputStream();
        } catch (IOException failure) {
            if (failure.getCause() instanceof FolderClosedException) {
                throw failure;
            }
            return InputStream.nullInputStream();
        }
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

    /** One that would be larger than is taken is not read. */
    private IncomingFile file(Part part) throws MessagingException, IOException {
        var type = String.valueOf(part.getContentType()).split("[;\\s]", 2)[0];
        var name = fileName(part).orElse(type.toLowerCase(Locale.ROOT));
        var told = size(part);
        if (told > Math.min(largest, room)) {
            return new IncomingFile(name, told, Optional.empty());
        }
        var bytes = bytes(part, largest + 1);
        room -= bytes.length;
        return bytes.length > largest
                ? new IncomingFile(name, told, Optional.empty())
                : new IncomingFile(name, FileContent.of(bytes));
    }

    /** As it is kept afterwards: base64 makes four bytes of three, and ends each line. */
    private static long size(Part part) throws MessagingException {
        var encoded = part.getSize();
        var encoding = part.getHeader("Content-Transfer-Encoding");
        var isBase64 = encoding != null && encoding[0].strip().equalsIgnoreCase("base64");
        return Math.max(0, isBase64 ? encoded * 74L / 101 : encoded);
    }
}
