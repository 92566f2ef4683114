package io.recaller.gateway.mail;

import io.recaller.channel.inbound.IncomingFile;
import java.util.List;
import java.util.Optional;

/**
 * A mail that came in.
 *
 * @param id its Message-ID; of one that has none, where it lies in the mailbox
 * @param from whom an answer goes to, in small letters; empty: nobody can be answered
 * @param name what they call themselves
 * @param subject in one line, up to 300 characters
 * @param references the Message-IDs it goes on from, oldest first
 * @param language a BCP 47 tag: what it says it is written in
 * @param text what is new in it
 * @param files what is with it
 */
record Letter(
        MailNature nature,
        String id,
        Optional<String> from,
        Optional<String> name,
        String subject,
        List<String> references,
        Optional<String> language,
        String text,
        List<IncomingFile> files) {
    Letter {
        references = List.copyOf(references);
        files = List.copyOf(files);
    }

    /** Whether it answers one of ours: then its subject was ours too. */
    boolean answersUs() {
        return references.stream().anyMatch(OurMessageId::isOurs);
    }

    /** What stands above everything is said first, as it was written first. */
    String words() {
        return answersUs() || subject.isEmpty() ? text : (subject + "\n\n" + text).strip();
    }

    /** Without what was written: it may be logged. */
    @Override
    public String toString() {
        return "Letter[" + nature + "]";
    }
}
