package io.recaller.asterisk;

import io.recaller.contact.ContactId;
import io.recaller.conversation.LastWords;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the dialplan's {@code recaller-ended} wrote into Asterisk's database, at the last four
 * digits of the contact: a later call with the same ones may have taken its place.
 */
final class AmiLastWords implements LastWords {
    private static final Logger log = LoggerFactory.getLogger(AmiLastWords.class);

    /** Contact, place, seconds since 1970, Q.850 cause. */
    private static final Pattern KEPT =
            Pattern.compile("([0-9a-f-]{36})/([a-z]*)/(\\d{1,11})/\\d*");

    private static final int DIGITS = 4;

    private final Asterisk asterisk;

    AmiLastWords(Asterisk asterisk) {
        this.asterisk = asterisk;
    }

    @Override
    public Optional<LastWord> of(ContactId contact) {
        var id = contact.toString();
        var variable = "DB(recaller/" + id.substring(id.length() - DIGITS) + ")";
        try {
            return read(id, asterisk.send(new GetVarAction(variable)).getAttribute("Value"));
        } catch (AmiException e) {
            log.atDebug()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", e.getMessage())
                    .log("Asterisk cannot be asked how a call ended");
            return Optional.empty();
        }
    }

    static Optional<LastWord> read(String contact, @Nullable String kept) {
        var found = KEPT.matcher(kept == null ? "" : kept);
        return found.matches() && found.group(1).equals(contact)
                ? Optional.of(
                        new LastWord(
                                found.group(2).equals("ringgroup"),
                                Instant.ofEpochSecond(Long.parseLong(found.group(3)))))
                : Optional.empty();
    }

    /** Whom to ask. */
    @FunctionalInterface
    interface Asterisk {
        ManagerResponse send(ManagerAction action);
    }
}
