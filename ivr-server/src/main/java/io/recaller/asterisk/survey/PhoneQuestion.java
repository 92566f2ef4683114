package io.recaller.asterisk.survey;

import io.recaller.asterisk.ami.wire.AmiSession;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Asks whether phones can be rung, with functions that need no right beyond ours: {@code
 * PJSIP_DIAL_CONTACTS} of chan_pjsip (contacts that are reachable), and {@code DEVICE_STATE} for
 * other technologies where func_devstate is loaded.
 */
final class PhoneQuestion {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.+@:/-]+");
    private static final Set<String> DEAD = Set.of("UNAVAILABLE", "INVALID");

    private final AmiSession session;

    PhoneQuestion(AmiSession session) {
        this.session = session;
    }

    /** As {@code Dial} names it; of several that ring together one is enough. */
    PhoneState of(String endpoint) {
        var states = Arrays.stream(endpoint.split("&")).map(this::one).toList();
        return List.of(PhoneState.REACHABLE, PhoneState.UNKNOWN).stream()
                .filter(states::contains)
                .findFirst()
                .orElse(PhoneState.UNREACHABLE);
    }

    private PhoneState one(String endpoint) {
        if (!PLAIN.matcher(endpoint).matches()) {
            return PhoneState.UNKNOWN;
        }
        return endpoint.startsWith("PJSIP/")
                ? contacts(endpoint.substring("PJSIP/".length()))
                : device(endpoint);
    }

    private PhoneState contacts(String dialled) {
        var name = dialled.replaceFirst("/.*", "").replaceFirst(".*@", "");
        return session.variable("PJSIP_DIAL_CONTACTS(" + name + ")").isEmpty()
                ? PhoneState.UNREACHABLE
                : PhoneState.REACHABLE;
    }

    private PhoneState device(String endpoint) {
        var state = session.variable("DEVICE_STATE(" + endpoint + ")");
        if (state.isEmpty() || state.equals("UNKNOWN")) {
            return PhoneState.UNKNOWN;
        }
        return DEAD.contains(state) ? PhoneState.UNREACHABLE : PhoneState.REACHABLE;
    }
}
