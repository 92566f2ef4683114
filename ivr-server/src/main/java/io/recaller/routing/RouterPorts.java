package io.recaller.routing;

import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.routing.ring.ScreenNames;
import java.util.function.Supplier;

/**
 * What the router needs from the floors around it.
 *
 * @param hours when what is open, as it is now
 * @param callbacks the places that are kept without a line
 */
public record RouterPorts(
        AgentPhones phones,
        Cards cards,
        ScreenNames names,
        ContactOutcomes contacts,
        Supplier<OpeningHours> hours,
        Callbacks callbacks,
        CallbackCalls calls,
        Handovers handovers) {
    /** Where all queues are open always, and nobody is called back or handed over. */
    public RouterPorts(
            AgentPhones phones, Cards cards, ScreenNames names, ContactOutcomes contacts) {
        this(
                phones,
                cards,
                names,
                contacts,
                OpeningHours::none,
                new Callbacks(CallbackRules.usual()),
                CallbackCalls.none(),
                Handovers.none());
    }
}
