package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.routing.ring.PlayedMessage;
import java.util.HashMap;
import java.util.Map;

/** What the dialplan is told of a message, beside what it is told of any ring. */
final class VoicemailVariables {
    /** Plays it once the agent's phone is answered. */
    static final String CONTEXT = "recaller-voicemail";

    private VoicemailVariables() {}

    /**
     * @param hasRoute whether anybody can be called at all
     */
    static Map<String, String> of(PlayedMessage message, boolean hasRoute) {
        var back = message.back().filter(_ -> hasRoute);
        var variables = new HashMap<>(back.map(CallbackVariables::of).orElse(Map.of()));
        variables.put("RECALLER_MESSAGE", Printable.of(message.sound()));
        variables.put("RECALLER_MISSED", Printable.of(message.missed()));
        var keys = back.isPresent() ? message.keys() : message.repeat();
        variables.put("RECALLER_CHOICE", Printable.of(keys));
        return variables;
    }
}
