package io.recaller.customer.handle;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.PlainText;
import io.recaller.db.Storable;
import java.util.Arrays;
import java.util.EnumSet;
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
            Set.of(
                    "",
                    "anonymous",
                    "anonymous.invalid",
                    "blocked",
                    "hidden",
                    "no number",
                    "out of area",
                    "private",
                    "restricted",
                    "unavailable",
                    "unknown",
                    "withheld");

    /** RFC 3323, 4.1.1.3: where it stands, the rest says nothing. */
    private static final Set<String> NO_HOST = Set.of("anonymous.invalid", "unknown.invalid");

    private static final Set<HandleKind> NUMBERS = EnumSet.of(HandleKind.TEL, HandleKind.LOCAL);
    private static final Pattern SCHEME = Pattern.compile("([a-z]+):(.*)", Pattern.DOTALL);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("[^<]*<([^<>]+)>[^<>]*");

    private final PhoneNumbers numbers;

    /**
     * Reads national numbers as dialled in one region.
     *
     * @param region ISO 3166-1 alpha-2 in capitals, such as {@code KZ}
     */
    public Handles(String region) {
        this.numbers = new PhoneNumbers(region);
    }

    /**
     * Reads {@code tel:+77011234567}, {@code email:…}, {@code sip:+7701…@host}, or a bare number or
     * e-mail address. The problem tells what was wrong without repeating the value.
     */
    public Reading parse(String text) {
        return Storable.flawOfKey(text)
                .<Reading>map(Reading.Wrong::new)
                .orElseGet(() -> storable(text));
    }

    private Reading storable(String text) {
        var plain = address(PlainText.of(text));
        var scheme = SCHEME.matcher(plain.toLowerCase(Locale.ROOT));
        if (!scheme.matches()) {
            return EMAIL.matcher(MailAddress.plain(plain)).matches() ? email(plain) : number(plain);
        }
        var rest = plain.substring(scheme.start(2)).strip();
        return switch (scheme.group(1)) {
            case "tel" -> number(TelephoneUri.tel(rest));
            case "sip", "sips" -> number(TelephoneUri.sip(rest));
            case "mailto" -> email(rest);
            case "web" -> plain(HandleKind.WEB, asWritten(text));
            case "viber" -> plain(HandleKind.VIBER, asWritten(text));
            default -> ofKind(scheme.group(1), rest);
        };
    }

    private static String asWritten(String text) {
        return text.substring(text.indexOf(':') + 1).strip();
    }

    /** Without the name and brackets a header puts around it. */
    private static String address(String text) {
        var named = NAME_AND_ADDRESS.matcher(text);
        return named.matches() ? named.group(1).strip() : text;
    }

    /** The caller's number as a trunk delivers it; empty when withheld, a placeholder or none. */
    public Optional<Handle> caller(String callerId) {
        return switch (parse(callerId)) {
            case Reading.Read(Handle handle) when NUMBERS.contains(handle.kind()) ->
                    Optional.of(handle);
            case Reading.Read _, Reading.Withheld _, Reading.Wrong _ -> Optional.empty();
        };
    }

    /** Names the rules numbers are read by; raise the number when they change. */
    public String rules() {
        return "3/" + numbers.region();
    }

    /**
     * A number that was stored as E.164, maybe by rules that made one of any digits: with the
     * country code it got then, it is a number of here.
     */
    public Reading again(String e164) {
        var read = numbers.read(e164);
        return read instanceof Reading.Wrong ? numbers.readAsLocal(e164).orElse(read) : read;
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
            case TEL -> number(TelephoneUri.tel(value));
            case LOCAL -> numbers.readLocal(value);
            case EMAIL -> email(value);
            case TELEGRAM -> plain(HandleKind.TELEGRAM, telegram(value));
            case WHATSAPP, MESSENGER, INSTAGRAM, VIBER, VK, WEB -> plain(kind.get(), value);
            case CARD -> plain(HandleKind.CARD, value.replaceAll("[\\s-]", ""));
        };
    }

    private Reading number(TelephoneUri uri) {
        if (NO_HOST.contains(uri.host())) {
            return new Reading.Withheld();
        }
        var context = uri.context().filter(_ -> !uri.number().startsWith("+"));
        if (context.isEmpty() || isWithheld(uri.number())) {
            return number(uri.number());
        }
        return context.get().startsWith("+")
                ? numbers.read(uri.number(), context.get())
                : new Reading.Wrong(
                        "a number of another network (phone-context); write it with + and country"
                                + " code");
    }

    private Reading number(String text) {
        return isWithheld(text) ? new Reading.Withheld() : numbers.read(text);
    }

    private static boolean isWithheld(String text) {
        return WITHHELD.contains(text.toLowerCase(Locale.ROOT));
    }

    private static Reading email(String text) {
        var address = MailAddress.plain(text);
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

    /** What came of reading a handle. */
    public sealed interface Reading {
        /** Read and normalised. */
        record Read(Handle handle) implements Reading {}

        /** There is none: it is withheld, or a placeholder such as 0000000 is in its place. */
        record Withheld() implements Reading {}

        /**
         * Not a handle.
         *
         * @param problem what is wrong and how to write it, without the value
         */
        record Wrong(String problem) implements Reading {}
    }
}
