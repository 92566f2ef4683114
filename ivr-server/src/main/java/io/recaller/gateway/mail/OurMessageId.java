package io.recaller.gateway.mail;

import io.recaller.message.ThreadId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Message-ID of a mail of ours: the same however often it is sent, and made up by nobody else,
 * who does not know the thread's id.
 */
final class OurMessageId {
    private static final Pattern FORM =
            Pattern.compile("<recaller\\.(\\d{1,18})\\.([0-9a-f]{20})@[^<>\\s]+>");

    private static final int BYTES = 10;

    private OurMessageId() {}

    /**
     * Of one message.
     *
     * @param domain that is ours
     */
    static String of(long seq, ThreadId thread, String domain) {
        return "<recaller." + seq + "." + mark(seq, thread) + "@" + domain + ">";
    }

    private static String mark(long seq, ThreadId thread) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((thread + " " + seq).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static boolean isOurs(String messageId) {
        return FORM.matcher(messageId.strip()).matches();
    }

    /** The place of the message of ours that is named first in a text; empty: none is. */
    static Optional<Named> named(String text) {
        var found = FORM.matcher(text);
        return found.find()
                ? Optional.of(new Named(Long.parseLong(found.group(1)), found.group(2)))
                : Optional.empty();
    }

    /**
     * A message that somebody named.
     *
     * @param seq its place
     */
    record Named(long seq, String mark) {
        /** Whether they had it from us. */
        boolean isOf(ThreadId thread) {
            return mark.equals(OurMessageId.mark(seq, thread));
        }
    }
}
