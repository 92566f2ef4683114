package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.routing.ring.CallbackCall;
import java.util.Map;

/** What the dialplan is told of a call-back, beside what it is told of any ring. */
final class CallbackVariables {
    /** Calls the number once the agent's phone is answered. */
    static final String CONTEXT = "recaller-callback";

    private CallbackVariables() {}

    static Map<String, String> of(CallbackCall back) {
        return Map.of(
                "RECALLER_NUMBER", Printable.of(back.number().value()),
                "RECALLER_GREETING", Printable.of(back.greeting()),
                "RECALLER_RING", Long.toString(Math.max(1, back.ringFor().toSeconds())));
    }
}
