package io.recaller.gateway.viber;

import io.recaller.message.file.Attachment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Addresses of our files for Viber, which fetches what a bot sends: whoever has one has the file,
 * for a day. Signed by the bot's key, so that no row is needed; it ends as Viber wants it, by the
 * ending of the file's name. Pure.
 */
record ViberLinks(ViberBot bot) {
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    /** The file, until when in seconds, by what it is signed. */
    private static final Pattern LINK =
            Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,12})\\.([0-9a-f]{64})\\.[a-z0-9]{1,5}");

    /** Where Viber fetches it. */
    Optional<String> to(Attachment file, Instant now) {
        var signed = file.id() + "." + now.plus(GOOD_FOR).getEpochSecond();
        return bot.hook()
                .map(hook ->
                        hook
                                + "/"
                                + signed
                                + "."
                                + HexFormat.of().formatHex(signature(signed))
                                + "."
                                + file.type().endings().getFirst());
    }

    /** Which file is asked for; empty: the link is not one of ours, or has ended. */
    Optional<UUID> file(String link, Instant now) {
        var read = LINK.matcher(link);
        if (!read.matches()) {
            return Optional.empty();
        }
        var signed = read.group(1) + "." + read.group(2);
        var isOurs =
                MessageDigest.isEqual(HexFormat.of().parseHex(read.group(3)), signature(signed));
        var isGood = Long.parseLong(read.group(2)) > now.getEpochSecond();
        return isOurs && isGood ? Optional.of(UUID.fromString(read.group(1))) : Optional.empty();
    }

    /** Never that of an event: those are JSON. */
    private byte[] signature(String signed) {
        return ViberSignature.of(("file " + signed).getBytes(StandardCharsets.UTF_8), bot.token());
    }
}
