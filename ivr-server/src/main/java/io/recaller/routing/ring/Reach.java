package io.recaller.routing.ring;

import io.recaller.agent.Station;
import io.recaller.contact.Address;
import io.recaller.routing.match.WaitingContact;

/**
 * Whom agents can be brought to from here now: whoever writes, and the callers of the Asterisk
 * whose phones can be rung.
 *
 * @param system its {@code systemname}; empty when it has none
 * @param alone whether it is the only one that serves this database
 * @param rings whether phones can be rung at all; else calls wait
 */
public record Reach(String system, boolean alone, boolean rings) {
    /** While nobody can tell what Asterisk does: who writes is answered all the same. */
    public static final Reach MESSAGES = new Reach("", false, false);

    /** The only Asterisk there is, and it has no name. */
    public static final Reach NAMELESS = new Reach("", true);

    /** Of an Asterisk whose phones can be rung. */
    public Reach(String system, boolean alone) {
        this(system, alone, true);
    }

    /** Whether a caller on that Asterisk is on this one; who has no line is called from any. */
    public boolean holds(WaitingContact contact) {
        return switch (contact.address()) {
            case Address.Call call -> rings && call.system().equals(system);
            case Address.Nowhere _ -> rings;
            case Address.Thread _ -> true;
        };
    }

    /**
     * A phone of no named Asterisk belongs to the only one, or to the one without a name. Where no
     * phone can be rung it does not matter at which an agent sits.
     */
    public boolean holds(Station station) {
        return !rings
                || station.asteriskSystem().map(system::equals).orElse(alone || system.isEmpty());
    }
}
