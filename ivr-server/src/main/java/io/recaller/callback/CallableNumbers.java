package io.recaller.callback;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which numbers are called at a caller's wish: whoever may name any number may make us pay for it,
 * or have a stranger rung. Pure.
 */
public final class CallableNumbers {
    /**
     * Country codes of no country, billed at any rate (ITU, "List of ITU-T Recommendation E.164
     * assigned country codes"): satellites, networks, shared cost, premium rate.
     */
    private static final Set<String> OF_NO_COUNTRY =
            Set.of("+808", "+870", "+878", "+881", "+882", "+883", "+888", "+979");

    /** E.164 without its plus; ids of those who hide their number have letters. */
    private static final Pattern WHATSAPP_NUMBER = Pattern.compile("\\+?([1-9][0-9]{6,14})");

    private final Function<String, Optional<Handle>> numbers;
    private final Set<String> prefixes;

    /**
     * @param numbers reads a number as dialled here; none for what is no number, or premium rate
     * @param prefixes E.164 with plus, of the numbers that may be keyed
     */
    public CallableNumbers(Function<String, Optional<Handle>> numbers, Set<String> prefixes) {
        this.numbers = numbers;
        this.prefixes = Set.copyOf(prefixes);
    }

    /** What came of a number that was keyed. */
    public sealed interface Keyed {
        record Allowed(Handle number) implements Keyed {}

        /** A number, and not one that we call. */
        record Forbidden() implements Keyed {}

        record NoNumber() implements Keyed {}
    }

    /** Whether any number but the caller's own may be keyed. */
    public boolean mayBeKeyed() {
        return !prefixes.isEmpty();
    }

    /** The number they call or write from, if it can be called back. */
    public Optional<Handle> own(Optional<Handle> caller) {
        return caller.flatMap(this::telephone)
                .filter(number -> startsWithOneOf(number, prefixes) || isOfACountry(number));
    }

    /** Whoever writes by WhatsApp under a number has proved to it that the number is theirs. */
    private Optional<Handle> telephone(Handle caller) {
        return switch (caller.kind()) {
            case TEL -> Optional.of(caller);
            case WHATSAPP ->
                    Optional.of(WHATSAPP_NUMBER.matcher(caller.value()))
                            .filter(Matcher::matches)
                            .flatMap(id -> number("+" + id.group(1)));
            case LOCAL, EMAIL, TELEGRAM, MESSENGER, INSTAGRAM, VIBER, VK, WEB, CARD ->
                    Optional.empty();
        };
    }

    /** The caller's own number may always be keyed as well. */
    public Keyed keyed(String keys, Optional<Handle> caller) {
        var read = read(keys);
        if (read.isEmpty()) {
            return new Keyed.NoNumber();
        }
        return read.equals(own(caller)) || startsWithOneOf(read.get(), prefixes)
                ? new Keyed.Allowed(read.get())
                : new Keyed.Forbidden();
    }

    /** Keys have no plus: 00 stands for it, and a country code may come alone. */
    private Optional<Handle> read(String keys) {
        return keys.startsWith("00") ? number("+" + keys.substring(2)) : number(keys);
    }

    private Optional<Handle> number(String text) {
        return numbers.apply(text).filter(number -> number.kind() == HandleKind.TEL);
    }

    private static boolean startsWithOneOf(Handle number, Set<String> starts) {
        return starts.stream().anyMatch(number.value()::startsWith);
    }

    private static boolean isOfACountry(Handle number) {
        return !startsWithOneOf(number, OF_NO_COUNTRY);
    }
}
