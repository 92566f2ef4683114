package io.recaller.gateway.sms.smpp;

import io.recaller.gateway.sms.SmsPlan;
import io.recaller.tls.Distrust;
import java.io.IOException;
import org.jsmpp.extra.NegativeResponseException;

/** Why a centre is not bound to, with the remedy. Pure. */
final class Unbound {
    private Unbound() {}

    static String why(SmsPlan plan, IOException failure) {
        return failure.getCause() instanceof NegativeResponseException refusal
                ? Statuses.ofBind(plan.gateway(), refusal.getCommandStatus())
                : Distrust.words(failure)
                        .orElseGet(() ->
                                "the centre cannot be reached at "
                                        + plan.url()
                                        + "; check channels."
                                        + plan.gateway()
                                        + ".url and the network");
    }
}
