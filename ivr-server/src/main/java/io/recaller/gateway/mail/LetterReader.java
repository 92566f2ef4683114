package io.recaller.gateway.mail;

import io.recaller.db.Storable;
import io.recaller.text.CutEnd;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads mails as they come: whatever is broken in one, the rest of it is read. */
final class LetterReader {
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,480}>");
    private static final Pattern ADDRESS =
            Pattern.compile("[^@\\s<>\\p{Cntrl}]+@[^@\\s<>\\p{Cntrl}]+");
    private static final int LONGEST_ADDRESS = 200;
    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_ID = 480;
    private static final int MOST_REFERENCES = 20;

    private final Mailbox mailbox;
    private final int largest;

    /**
     * @param largest bytes of a file that is read
     */
    LetterReader(Mailbox mailbox, int largest) {
        this.mailbox = mailbox;
        this.largest = largest;
    }

    /**
     * What it says.
     *
     * @param place where it lies in the mailbox, for one without a Message-ID
     * @throws IOException when the server is not there any more
     */
    Letter read(MimeMessage mail, String place) throws MessagingException, IOException {
        var headers = MailHeaders.of(mail);
        var from = address(headers.text("From"));
        var nature =
                MailNatures.of(headers, from.map(InternetAddress::getAddress).orElse(""), mailbox);
        var back = address(headers.text("Reply-To")).filter(each -> isPeer(each.getAddress()));
        var peer =
                back.or(() -> from)
                        .map(each -> each.getAddress().toLowerCase(Locale.ROOT))
                        .filter(this::isPeer);
        var text = isTaken(nature) ? MailText.of(mail, largest) : MailText.Read.NOTHING;
        return new Letter(
                nature,
                id(headers.text("Message-ID"), place),
                peer,
                back.flatMap(LetterReader::name).or(() -> from.flatMap(LetterReader::name)),
                shortened(EncodedWords.read(headers.text("Subject"))),
                references(headers),
                headers.first("Content-Language").map(tag -> tag.split("[,;\\s]", 2)[0].strip()),
                text.words(),
                text.files());
    }

    private static boolean isTaken(MailNature nature) {
        return nature instanceof MailNature.Personal || nature instanceof MailNature.Automatic;
    }

    private boolean isPeer(String address) {
        return address.length() <= LONGEST_ADDRESS
                && ADDRESS.matcher(address).matches()
                && Storable.flaw(address).isEmpty()
                && !mailbox.isOurs(address);
    }

    private static String id(String written, String place) {
        var id = written.strip();
        if (id.isEmpty() || Storable.flaw(id).isPresent()) {
            return place;
        }
        return id.length() <= LONGEST_ID
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String shortened(String subject) {
        var line = Storable.mended(subject).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : CutEnd.dotted(line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)));
    }

    private static List<String> references(MailHeaders headers) {
        var all =
                Stream.of("References", "In-Reply-To")
                        .flatMap(name -> ID.matcher(headers.text(name)).results())
                        .map(MatchResult::group)
                        .distinct()
                        .toList();
        return all.subList(Math.max(0, all.size() - MOST_REFERENCES), all.size());
    }

    /** The first of them. */
    private static Optional<InternetAddress> address(String header) {
        var isAscii = header.chars().allMatch(each -> each < 0x80);
        var readable = isAscii ? header : EncodedWords.read(header);
        try {
            return Arrays.stream(InternetAddress.parseHeader(readable, false))
                    .filter(each -> ADDRESS.matcher(String.valueOf(each.getAddress())).matches())
                    .findFirst()
                    .or(() -> bare(readable));
        } catch (AddressException _) {
            return bare(readable);
        }
    }

    /** Of a header that keeps no rule: what looks like an address. */
    private static Optional<InternetAddress> bare(String header) {
        return ADDRESS.matcher(header)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .map(address -> {
                    var read = new InternetAddress();
                    read.setAddress(address);
                    return read;
                });
    }

    private static Optional<String> name(InternetAddress address) {
        return Optional.ofNullable(address.getPersonal()).filter(name -> !name.isBlank());
    }
}
