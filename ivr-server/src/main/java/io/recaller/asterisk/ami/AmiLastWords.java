package io.recaller.asterisk.ami;

import io.recaller.asterisk.ami.wire.RecallerEndedEvent;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the dialplan's {@code recaller-ended} wrote into Asterisk's database, at the last four
 * digits of the contact: a later call with the same ones may have taken its place.
 */
final class AmiLastWords implements LastWords {
    /** Contact, place, seconds since 1970, Q.850 cause; who, or in the ring group why. */
    private static final Pattern KEPT =
            Pattern.compile("([0-9a-f-]{36})/([a-z]*)/(\\d{1,11})/(\\d*)(?:/([a-z-]*))?");

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
                ? Optional.of(word(found))
                : Optional.empty();
    }

    private static LastWord word(Matcher found) {
        var inRingGroup = found.group(2).equals("ringgroup");
        var told = found.group(5) == null ? "" : found.group(5);
        return new LastWord(
                inRingGroup,
                Instant.ofEpochSecond(Long.parseLong(found.group(3))),
                inRingGroup ? HangUp.UNTOLD : RecallerEndedEvent.hangUp(told, found.group(4)),
                inRingGroup ? Unserved.of(told) : Optional.empty());
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
