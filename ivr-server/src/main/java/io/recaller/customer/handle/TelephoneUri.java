package io.recaller.customer.handle;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parts of a tel URI (RFC 3966), also where it is the user of a sip URI (RFC 3261, 19.1.6).
 *
 * @param context the phone-context; empty without one
 * @param host of a sip URI, lower case; else empty
 */
record TelephoneUri(String number, Optional<String> context, String host) {
    private static final String CONTEXT = "phone-context=";

    /** Of what follows {@code tel:}. */
    static TelephoneUri tel(String text) {
        var parts = parts(text);
        return new TelephoneUri(decoded(parts.getFirst()), context(parts), "");
    }

    /** Of what follows {@code sip:}. */
    static TelephoneUri sip(String text) {
        var at = text.lastIndexOf('@');
        var user = at < 0 ? text : text.substring(0, at);
        var host = at < 0 ? "" : parts(text.substring(at + 1)).getFirst();
        var parts = parts(user);
        var number = parts.getFirst().split(":", 2)[0];
        return new TelephoneUri(
                decoded(number),
                context(parts),
                host.split(":", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(";", -1)).map(String::strip).toList();
    }

    private static Optional<String> context(List<String> parts) {
        return parts.stream()
                .filter(part -> part.toLowerCase(Locale.ROOT).startsWith(CONTEXT))
                .map(part -> decoded(part.substring(CONTEXT.length())).strip())
                .findFirst();
    }

    /** Percent-decoded where that is well-formed; a plus stays a plus. */
    private static String decoded(String text) {
        try {
            return text.indexOf('%') < 0
                    ? text
                    : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
