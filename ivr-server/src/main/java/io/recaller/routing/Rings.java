package io.recaller.routing;

import io.recaller.db.Tx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rings this server began, until it has seen how each went on. A caller may leave, or another
 * server may hear of the end first: then the rows alone say that a phone rings for nobody. Of the
 * router's thread only.
 */
final class Rings {
    private final AssignmentStore assignments;
    private final Set<AssignmentId> open = new LinkedHashSet<>();

    Rings(AssignmentStore assignments) {
        this.assignments = assignments;
    }

    void began(AssignmentId id) {
        open.add(id);
    }

    /** How it went on is known here. True: it is a ring of ours, and was not known before. */
    boolean over(AssignmentId id) {
        return open.remove(id);
    }

    boolean areNone() {
        return open.isEmpty();
    }

    /**
     * Those that ring no more, according to the rows; a contact that is erased took its own along.
     */
    List<Assignment> over(Tx tx) {
        var found = assignments.find(tx, open);
        open.retainAll(found.stream().map(Assignment::id).toList());
        return found.stream().filter(each -> !(each instanceof Assignment.Offered)).toList();
    }
}
