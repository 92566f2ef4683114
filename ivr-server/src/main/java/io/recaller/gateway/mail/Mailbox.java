package io.recaller.gateway.mail;

import java.util.Locale;
import java.util.Optional;

/**
 * A mailbox of ours.
 *
 * @param gateway its name in the settings
 * @param address what people write to, and what answers come from
 * @param name what stands beside the address; empty: nothing does
 * @param folder where mails come in, usually {@code INBOX}
 * @param imap where they are read
 * @param smtp where answers are handed in
 */
public record Mailbox(
        String gateway,
        String address,
        Optional<String> name,
        String folder,
        MailServer imap,
        MailServer smtp) {
    boolean isOurs(String other) {
        return address.equalsIgnoreCase(other.strip());
    }

    /** What stands behind the @, in small letters. */
    String domain() {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
