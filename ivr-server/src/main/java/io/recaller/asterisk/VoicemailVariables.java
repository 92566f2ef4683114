package io.recaller.asterisk;

import io.recaller.routing.CallbackCall;
import io.recaller.routing.PlayedMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the dialplan is told of a message, beside what it is told of any ring. */
final class VoicemailVariables {
    /** Plays it once the agent's phone is answered. */
    static final String CONTEXT = "recaller-voicemail";

    private VoicemailVariables() {}

    /**
     * @param hasRoute whether anybody can be called at all
     */
    static Map<String, String> of(PlayedMessage message, boolean hasRoute) {
        var variables = new HashMap<>(back(message.back().filter(_ -> hasRoute)));
        variables.put("RECALLER_MESSAGE", Printable.of(message.sound()));
        variables.put("RECALLER_MISSED", Printable.of(message.missed()));
        variables.put("RECALLER_CHOICE", Printable.of(message.keys()));
        return variables;
    }

    private static Map<String, String> back(Optional<CallbackCall> back) {
        return back.map(CallbackVariables::of).orElse(Map.of());
    }
}
