package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentStore;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rings this server began, until it has seen how each went on. A caller may leave, or another
 * server may hear of the end first: then the rows alone say that a phone rings for nobody. Of the
 * router's thread only.
 */
final class Rings {
    private final AssignmentStore assignments;
    private final Map<AssignmentId, AgentId> open = new LinkedHashMap<>();

    Rings(AssignmentStore assignments) {
        this.assignments = assignments;
    }

    void began(Assignment.Offered offered) {
        open.put(offered.id(), offered.agent());
    }

    /** How it went on is known here. True: it is a ring of ours, and was not known before. */
    boolean over(AssignmentId id) {
        return open.remove(id) != null;
    }

    List<AssignmentId> all() {
        return List.copyOf(open.keySet());
    }

    /** Those at the phones of these agents. */
    List<AssignmentId> at(Set<AgentId> agents) {
        return open.entrySet().stream()
                .filter(ring -> agents.contains(ring.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Those of these that ring no more, according to the rows; a contact that is erased took its
     * own along.
     */
    List<Assignment> over(Tx tx, Collection<AssignmentId> those) {
        var found = assignments.find(tx, those);
        var erased = new HashSet<>(those);
        found.forEach(each -> erased.remove(each.id()));
        open.keySet().removeAll(erased);
        return found.stream().filter(each -> !(each instanceof Assignment.Offered)).toList();
    }
}
