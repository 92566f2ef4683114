package io.recaller.gateway.hook;

import io.recaller.message.file.Attachment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of our files for a provider which fetches what a message names: whoever has one has the
 * file, for a day. Signed, so that no row is needed; it ends as providers want it, by the ending of
 * the file's name. Pure.
 *
 * @param hook where the provider reaches us; empty: it cannot
 * @param key what they are signed with, which signs nothing else that looks alike; never printed
 */
public record FileLinks(Optional<String> hook, String key) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    /** The file, until when in seconds, by what it is signed. */
    private static final Pattern LINK =
            Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,12})\\.([0-9a-f]{64})\\.[a-z0-9]{1,5}");

    /** Where it is fetched; empty: nowhere. */
    public Optional<String> to(Attachment file, Instant now) {
        var signed = file.id() + "." + now.plus(GOOD_FOR).getEpochSecond();
        return hook.map(base ->
                base
                        + "/"
                        + signed
                        + "."
                        + HexFormat.of().formatHex(signature(signed))
                        + "."
                        + file.type().endings().getFirst());
    }

    /** Which file is asked for; empty: the link is not one of ours, or has ended. */
    public Optional<UUID> file(String link, Instant now) {
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
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(("file " + signed).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "FileLinks[" + hook + "]";
    }
}
