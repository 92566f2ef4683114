package io.recaller.routing;

import io.recaller.hours.OpeningHours;
import java.util.function.Supplier;

/**
 * What the router needs from the floors around it.
 *
 * @param hours when what is open, as it is now
 */
public record RouterPorts(
        AgentPhones phones,
        Cards cards,
        ScreenNames names,
        ContactOutcomes contacts,
        Supplier<OpeningHours> hours) {
    /** Where all queues are open always. */
    public RouterPorts(
            AgentPhones phones, Cards cards, ScreenNames names, ContactOutcomes contacts) {
        this(phones, cards, names, contacts, OpeningHours::none);
    }
}
