package io.recaller.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads handles as people, trunks and other systems write them, so that every variant of one number
 * is one handle. Thread-safe.
 */
public final class Handles {
    /** What trunks and RFC 3325 networks put where a number is withheld. */
    private static final Set<String> WITHHELD =
            Set.of("", "anonymous", "restricted", "unavailable", "unknown", "private", "withheld");

    private static final Pattern SCHEME = Pattern.compile("([a-z]+):(.*)", Pattern.DOTALL);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Pattern DIALLED = Pattern.compile("[+\\d][\\d\\s()./-]*");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;

    /**
     * Reads national numbers as dialled in one region.
     *
     * @param region ISO 3166-1 alpha-2 in capitals, such as {@code KZ}
     */
    public Handles(String region) {
        if (!numbers.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("no region has the code " + region + "; try KZ");
        }
        this.region = region;
    }

    /**
     * Reads {@code tel:+77011234567}, {@code email:…}, {@code sip:+7701…@host}, or a bare number or
     * e-mail address. The problem tells what was wrong without repeating the value.
     */
    public Reading parse(String text) {
        var trimmed = text.strip();
        var scheme = SCHEME.matcher(trimmed.toLowerCase(Locale.ROOT));
        if (!scheme.matches()) {
            return EMAIL.matcher(trimmed).matches() ? email(trimmed) : number(trimmed);
        }
        var rest = trimmed.substring(scheme.start(2)).strip();
        return switch (scheme.group(1)) {
            case "tel" -> number(beforeAny(rest, ";"));
            case "sip", "sips" -> number(beforeAny(rest, "@;"));
            case "mailto" -> email(rest);
            default -> ofKind(scheme.group(1), rest);
        };
    }

    /** The caller's number as a trunk delivers it; empty when withheld or not a number. */
    public Optional<Handle> caller(String callerId) {
        return switch (parse(callerId)) {
            case Reading.Read(Handle handle) when handle.kind() == HandleKind.TEL ->
                    Optional.of(handle);
            case Reading.Read _, Reading.Withheld _, Reading.Wrong _ -> Optional.empty();
        };
    }

    private Reading ofKind(String scheme, String value) {
        var kind =
                Arrays.stream(HandleKind.values())
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(scheme))
                        .findAny();
        if (kind.isEmpty()) {
            return new Reading.Wrong("no kind of handle is called " + scheme);
        }
        return switch (kind.get()) {
            case TEL -> number(value);
            case EMAIL -> email(value);
            case TELEGRAM -> plain(HandleKind.TELEGRAM, telegram(value));
            case WEB -> plain(HandleKind.WEB, value);
            case CARD -> plain(HandleKind.CARD, value.replaceAll("[\\s-]", ""));
        };
    }

    private Reading number(String text) {
        if (WITHHELD.contains(text.toLowerCase(Locale.ROOT))) {
            return new Reading.Withheld();
        }
        if (!DIALLED.matcher(text).matches()) {
            return new Reading.Wrong("a telephone number has digits only, with + in front at most");
        }
        try {
            var number = numbers.parse(international(text), region);
            if (numbers.isPossibleNumber(number)) {
                var e164 = numbers.format(number, PhoneNumberFormat.E164);
                return new Reading.Read(new Handle(HandleKind.TEL, e164));
            }
        } catch (NumberParseException _) {
            // The same answer as for a number of the wrong length.
        }
        return new Reading.Wrong(
                "not a telephone number: write it with + and country code, or as in " + region);
    }

    /** ITU-T E.123: 00 is how most trunks write the plus. */
    private static String international(String text) {
        return text.startsWith("00") ? "+" + text.substring(2) : text;
    }

    private static Reading email(String text) {
        var address = text.strip().toLowerCase(Locale.ROOT);
        return EMAIL.matcher(address).matches()
                ? new Reading.Read(new Handle(HandleKind.EMAIL, address))
                : new Reading.Wrong("not an e-mail address: write it like name@example.com");
    }

    private static String telegram(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("@") ? lower.substring(1) : lower;
    }

    private static Reading plain(HandleKind kind, String value) {
        return value.isBlank()
                ? new Reading.Wrong("a handle needs a value")
                : new Reading.Read(new Handle(kind, value));
    }

    private static String beforeAny(String text, String ends) {
        var end = 0;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end).strip();
    }

    /** What came of reading a handle. */
    public sealed interface Reading {
        /** Read and normalised. */
        record Read(Handle handle) implements Reading {}

        /** There is none: the caller withholds it. */
        record Withheld() implements Reading {}

        /**
         * Not a handle.
         *
         * @param problem what is wrong and how to write it, without the value
         */
        record Wrong(String problem) implements Reading {}
    }
}
