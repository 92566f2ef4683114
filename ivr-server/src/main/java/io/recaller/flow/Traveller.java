package io.recaller.flow;

import java.util.HashSet;
import java.util.Set;

/**
 * What a way through a flow has changed so far.
 *
 * @param proved whether a PIN was given on the way
 * @param collected names of the fields that are filled
 * @param yes whether an offer was taken, which stands for the read-back in the next form
 */
record Traveller(boolean proved, Set<String> collected, boolean yes) {
    static final Traveller SETTING_OUT = new Traveller(false, Set.of(), false);

    Traveller {
        collected = Set.copyOf(collected);
    }

    Traveller proving() {
        return new Traveller(true, collected, yes);
    }

    Traveller sayingYes() {
        return new Traveller(proved, collected, true);
    }

    Traveller listening() {
        return yes ? new Traveller(proved, collected, false) : this;
    }

    /** The form is filled; a yes counts for one form only. */
    Traveller filling(Node.Form form) {
        var more = new HashSet<>(collected);
        form.fields().forEach(field -> more.add(field.name()));
        return new Traveller(proved, more, false);
    }
}
