package io.recaller.asterisk;

import io.recaller.routing.CallbackCall;
import java.util.HashMap;
import org.asteriskjava.manager.action.OriginateAction;

/** What makes of the ringing of an agent's phone the first half of a call-back. */
final class CallbackAction {
    private static final String CONTEXT = "recaller-callback";

    private CallbackAction() {}

    /** Once the phone is answered the dialplan calls the number, by the operator's route. */
    static OriginateAction of(OriginateAction ring, CallbackCall back) {
        var variables = new HashMap<>(ring.getVariables());
        variables.remove("RECALLER_CALLER");
        variables.put("RECALLER_NUMBER", Printable.of(back.number().value()));
        variables.put("RECALLER_GREETING", Printable.of(back.greeting()));
        variables.put("RECALLER_RING", String.valueOf(Math.max(1, back.ringFor().toSeconds())));
        ring.setContext(CONTEXT);
        ring.setVariables(variables);
        return ring;
    }
}
