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
record Progress(boolean proved, Set<String> collected, boolean yes) {
    static final Progress SETTING_OUT = new Progress(false, Set.of(), false);

    Progress {
        collected = Set.copyOf(collected);
    }

    Progress proving() {
        return new Progress(true, collected, yes);
    }

    Progress sayingYes() {
        return new Progress(proved, collected, true);
    }

    Progress listening() {
        return yes ? new Progress(proved, collected, false) : this;
    }

    /** The form is filled; a yes counts for one form only. */
    Progress filling(Node.Form form) {
        var more = new HashSet<>(collected);
        form.fields().forEach(field -> more.add(field.name()));
        return new Progress(proved, more, false);
    }
}
