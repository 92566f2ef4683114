package io.recaller.flow.timing;

import io.recaller.flow.Node;
import java.util.HashSet;
import java.util.Set;

/**
 * What a way through a flow has changed so far.
 *
 * @param proved whether a PIN was given on the way
 * @param collected names of the fields that are filled
 * @param yes whether an offer was taken, which stands for the read-back in the next form
 */
record WayState(boolean proved, Set<String> collected, boolean yes) {
    static final WayState SETTING_OUT = new WayState(false, Set.of(), false);

    WayState {
        collected = Set.copyOf(collected);
    }

    WayState proving() {
        return new WayState(true, collected, yes);
    }

    WayState sayingYes() {
        return new WayState(proved, collected, true);
    }

    WayState listening() {
        return yes ? new WayState(proved, collected, false) : this;
    }

    /** The form is filled; a yes counts for one form only. */
    WayState filling(Node.Form form) {
        var more = new HashSet<>(collected);
        form.fields().forEach(field -> more.add(field.name()));
        return new WayState(proved, more, false);
    }
}
