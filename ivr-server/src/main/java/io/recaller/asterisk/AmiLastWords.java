package io.recaller.asterisk;

import io.recaller.contact.ContactId;
import io.recaller.conversation.LastWords;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the dialplan's {@code recaller-ended} wrote into Asterisk's database, at the last four
 * digits of the contact: a later call with the same ones may have taken its place.
 */
final class AmiLastWords implements LastWords {
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
        return asterisk.kept("recaller", id.substring(id.length() - DIGITS))
                .flatMap(kept -> read(id, kept));
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

    /**
     * Its database, by {@code DBGet}: to {@code Getvar} of {@code DB()} Asterisk answers with empty
     * text ("Dangerous function DB read blocked").
     */
    @FunctionalInterface
    interface Asterisk {
        Optional<String> kept(String family, String key);
    }
}
