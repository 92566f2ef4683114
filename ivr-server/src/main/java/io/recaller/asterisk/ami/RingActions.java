package io.recaller.asterisk.ami;

import io.recaller.asterisk.Printable;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Ring;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.asteriskjava.manager.action.OriginateAction;

/**
 * What Asterisk is asked for so that an agent's phone rings. The channel's unique id is the
 * offer's, so that a leg is found again without a table.
 */
final class RingActions {
    /**
     * Asterisk calls the number to which a telephone forwards (302) on a new channel, which has no
     * variable of the first one (main/dial.c, handle_call_forward): nobody could be bridged to it.
     * There is no such number in this context, so the telephone has refused.
     */
    private static final String NO_FORWARD = "recaller-forwarded";

    private static final Pattern DETOUR = Pattern.compile("Local/[^/]+", Pattern.CASE_INSENSITIVE);

    private RingActions() {}

    /** To be bridged to the channel on which the caller is. */
    static OriginateAction toCaller(Ring ring, String caller) {
        return into(
                ring,
                ring.askedBy().isPresent() ? "recaller-consult" : "recaller-agent",
                Map.of(
                        "RECALLER_CALLER", Printable.of(caller),
                        "RECALLER_ASKED_BY",
                                ring.askedBy().map(AssignmentId::toString).orElse("")));
    }

    /** To have a customer called, or a message played, at the answer. */
    static OriginateAction into(Ring ring, String context, Map<String, String> more) {
        var variables = new HashMap<>(more);
        variables.put("RECALLER_CONTACT", ring.contact().toString());
        variables.put("RECALLER_OFFER", ring.assignment().toString());
        variables.put("FORWARD_CONTEXT", NO_FORWARD);
        var action = new OriginateAction();
        action.setActionId(ring.assignment().toString());
        action.setChannelId(ring.assignment().toString());
        action.setChannel(whole(Printable.of(ring.station())));
        action.setContext(context);
        action.setExten("s");
        action.setPriority(1);
        action.setAsync(true);
        action.setTimeout(ring.ringFor().toMillis());
        action.setCallerId(callerId(ring));
        action.setVariables(variables);
        return action;
    }

    /** A Local channel that is optimised away in a talk would end it for us. */
    private static String whole(String station) {
        return DETOUR.matcher(station).matches() ? station + "/n" : station;
    }

    /** To agents a name without a number: the desk's card tells more, and to this agent only. */
    private static String callerId(Ring ring) {
        var name = Printable.of(ring.screenName()).replaceAll("[\"<>\\\\]", "");
        return "\"" + name + "\" <" + Printable.of(ring.callerNumber()) + ">";
    }
}
