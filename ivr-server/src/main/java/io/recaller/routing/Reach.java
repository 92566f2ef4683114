package io.recaller.routing;

import io.recaller.agent.Station;
import io.recaller.contact.Address;
import io.recaller.routing.match.WaitingContact;

/**
 * The Asterisk whose phones can be rung from here now.
 *
 * @param system its {@code systemname}; empty when it has none
 * @param alone whether it is the only one that serves this database
 */
public record Reach(String system, boolean alone) {
    /** The only Asterisk there is, and it has no name. */
    public static final Reach NAMELESS = new Reach("", true);

    /** Whether a caller on that Asterisk is on this one; who has no line is called from any. */
    boolean holds(WaitingContact contact) {
        return switch (contact.address()) {
            case Address.Call call -> call.system().equals(system);
            case Address.Nowhere _ -> true;
            case Address.Thread _ -> false;
        };
    }

    /** A phone of no named Asterisk belongs to the only one, or to the one without a name. */
    public boolean holds(Station station) {
        return station.asteriskSystem().map(system::equals).orElse(alone || system.isEmpty());
    }
}
