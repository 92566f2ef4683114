package io.recaller.conversation;

import io.recaller.message.Veiled;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a link to another channel has in it, as it comes in there: a message, or a part of one, that
 * nobody writes by chance. Whatever it stands in is kept without it.
 *
 * @param secret 96 random bits, base64url
 */
public record LinkToken(String secret) {
    /** Telegram allows 64 of A-Z, a-z, 0-9, _ and - (core.telegram.org/bots/features). */
    private static final String SIGN = "go_";

    private static final Pattern WRITTEN =
            Pattern.compile("(?<![A-Za-z0-9_-])" + SIGN + "([A-Za-z0-9_-]{16})(?![A-Za-z0-9_-])");

    /** The first that is in a text. */
    public static Optional<LinkToken> in(String text) {
        var found = WRITTEN.matcher(text);
        return found.find() ? Optional.of(new LinkToken(found.group(1))) : Optional.empty();
    }

    /** A text that anybody may read. */
    public static String veiled(String text) {
        return WRITTEN.matcher(text).replaceAll(Veiled.VEIL);
    }

    /** As it stands in a link. */
    public String written() {
        return SIGN + secret;
    }

    @Override
    public String toString() {
        return "•••";
    }
}
