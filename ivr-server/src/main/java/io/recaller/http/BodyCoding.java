package io.recaller.http;

import io.vertx.core.MultiMap;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a request says of how its body is written, before any of it is read. Nothing is unpacked
 * here: a few bytes would become as many as there is room for. Pure.
 */
public final class BodyCoding {
    /** No coding at all; the letters' name some clients write there by mistake. */
    private static final Set<String> NO_CODING = Set.of("", "identity", "utf-8", "utf8");

    private static final String CHUNKED = "chunked";

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?\\s*([^\";\\s]*)", Pattern.CASE_INSENSITIVE);

    private BodyCoding() {}

    /**
     * Why a body is not read.
     *
     * @param isLost whether nobody knows where the body ends, and so where the next request begins
     */
    public record Refusal(int status, String slug, String title, String detail, boolean isLost) {}

    /** Of no door, whatever it takes; empty: it can be read. */
    public static Optional<Refusal> refusal(MultiMap headers) {
        return transfer(words(headers, "Transfer-Encoding"))
                .or(() -> content(words(headers, "Content-Encoding")));
    }

    /**
     * Of what is on its way in chunks those must come last, or its end is not seen (RFC 9112, 6.3).
     */
    private static Optional<Refusal> transfer(List<String> codings) {
        if (codings.isEmpty() || codings.equals(List.of(CHUNKED))) {
            return Optional.empty();
        }
        var ends = codings.indexOf(CHUNKED) == codings.size() - 1;
        return Optional.of(
                new Refusal(
                        ends ? 415 : 400,
                        ends ? "unsupported-media-type" : "bad-framing",
                        ends ? "The body is packed" : "It is not said where the body ends",
                        "Send the body as it is: with its Content-Length, or with the header"
                                + " Transfer-Encoding: chunked and no other coding in it.",
                        !ends));
    }

    private static Optional<Refusal> content(List<String> codings) {
        return codings.stream()
                .filter(Predicate.not(NO_CODING::contains))
                .findFirst()
                .map(_ ->
                        new Refusal(
                                415,
                                "unsupported-media-type",
                                "The body is packed",
                                "Send it uncompressed, without the header Content-Encoding.",
                                false));
    }

    private static List<String> words(MultiMap headers, String name) {
        return headers.getAll(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Whether text of this type is UTF-8, or says nothing of its letters.
     *
     * @param type as {@code Content-Type} has it
     */
    public static boolean isUtf8(String type) {
        var charset = CHARSET.matcher(type);
        return !charset.find() || charset.group(1).isEmpty() || isUtf8Named(charset.group(1));
    }

    private static boolean isUtf8Named(String name) {
        try {
            var charset = Charset.forName(name);
            return charset.equals(StandardCharsets.UTF_8)
                    || charset.equals(StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
