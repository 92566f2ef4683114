package io.recaller.asterisk.survey;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How an Asterisk calls customers: its global {@code RECALLER_ROUTE}.
 *
 * @param value as it is written; empty: not at all
 * @param endpoint whose way it is, such as {@code PJSIP/trunk}; empty: it names none that can be
 *     asked for
 * @param state whether that endpoint could be called through
 */
public record CallRoute(String value, Optional<String> endpoint, PhoneState state) {
    /** {@code PJSIP/NUMBER@trunk}: its own contacts are called. */
    private static final Pattern AT = Pattern.compile("PJSIP/[^@/&]*@([A-Za-z0-9_.+-]+)");

    /** {@code PJSIP/trunk/sip:NUMBER@host}: the address is written out. */
    private static final Pattern BY_ADDRESS = Pattern.compile("PJSIP/([A-Za-z0-9_.+-]+)/sips?:.+");

    /**
     * Asks for it.
     *
     * @param variables the value of a variable or a function without side effects; empty: none
     */
    public static CallRoute of(String value, UnaryOperator<String> variables) {
        var at = AT.matcher(value);
        if (at.matches()) {
            var contacts = variables.apply("PJSIP_DIAL_CONTACTS(" + at.group(1) + ")");
            return new CallRoute(
                    value,
                    Optional.of("PJSIP/" + at.group(1)),
                    contacts.isEmpty() ? PhoneState.UNREACHABLE : PhoneState.REACHABLE);
        }
        var address = BY_ADDRESS.matcher(value);
        if (address.matches()) {
            var endpoint = "PJSIP/" + address.group(1);
            var state = variables.apply("DEVICE_STATE(" + endpoint + ")");
            return new CallRoute(
                    value,
                    Optional.of(endpoint),
                    state.equals("INVALID") ? PhoneState.UNREACHABLE : PhoneState.REACHABLE);
        }
        return new CallRoute(value, Optional.empty(), PhoneState.UNKNOWN);
    }

    public boolean isSet() {
        return !value.isEmpty();
    }

    /** Whether the number to be called is in it at all. */
    public boolean callsTheNumber() {
        return value.contains("NUMBER") || value.contains("DIGITS");
    }
}
