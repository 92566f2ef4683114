package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.routing.ring.PhoneReachability;
import java.util.Locale;
import java.util.regex.Pattern;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.ManagerResponse;

/**
 * What Asterisk says of a phone, by its function {@code DEVICE_STATE} (func_devstate.c). Only plain
 * endpoints have a state that can be trusted: a dial string with more in it may ring all the same.
 */
final class DeviceState {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+/[^/,&@:()${}]+");

    /** Asks Asterisk and waits for its answer. */
    interface Manager {
        ManagerResponse send(ManagerAction action);
    }

    private DeviceState() {}

    /**
     * The state of a phone.
     *
     * @param endpoint as it is dialled, such as {@code PJSIP/1001}
     * @throws AmiException when Asterisk cannot be asked now
     */
    static PhoneReachability of(Manager manager, String endpoint) {
        if (!endpoint.contains("/")) {
            return PhoneReachability.NO_SUCH_PHONE;
        }
        if (!PLAIN.matcher(endpoint).matches()) {
            return PhoneReachability.UNKNOWN;
        }
        var asked = new GetVarAction("DEVICE_STATE(" + Printable.of(endpoint) + ")");
        var value = manager.send(asked).getAttribute("Value");
        return switch (String.valueOf(value).toUpperCase(Locale.ROOT)) {
            case "INVALID" -> PhoneReachability.NO_SUCH_PHONE;
            case "UNAVAILABLE" -> PhoneReachability.UNREACHABLE;
            case "NOT_INUSE", "INUSE", "BUSY", "RINGING", "RINGINUSE", "ONHOLD" ->
                    PhoneReachability.REACHABLE;
            default -> PhoneReachability.UNKNOWN;
        };
    }
}
