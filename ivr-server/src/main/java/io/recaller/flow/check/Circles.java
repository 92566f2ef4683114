package io.recaller.flow.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds circles in the ways of a flow. Depth first, but on a list of its own: a way may be as long
 * as a flow has nodes, and a thread's stack is not.
 */
final class Circles {
    private final Function<String, List<String>> ways;

    /** Nodes gone through, false while they are on the trail. */
    private final Map<String, Boolean> clear = new HashMap<>();

    private final List<String> trail = new ArrayList<>();
    private final ArrayDeque<Iterator<String>> left = new ArrayDeque<>();

    /**
     * Circles of these ways; where it looked once it does not look again.
     *
     * @param ways where one comes from a node
     */
    Circles(Function<String, List<String>> ways) {
        this.ways = ways;
    }

    /** The first circle that is entered from a node, its nodes in their order. */
    Optional<List<String>> from(String start) {
        enter(start);
        while (!left.isEmpty()) {
            if (!left.peek().hasNext()) {
                left.pop();
                clear.put(trail.removeLast(), true);
                continue;
            }
            var next = left.peek().next();
            var known = clear.get(next);
            if (known == null) {
                enter(next);
            } else if (!known) {
                return Optional.of(List.copyOf(trail.subList(trail.indexOf(next), trail.size())));
            }
        }
        return Optional.empty();
    }

    private void enter(String node) {
        if (clear.putIfAbsent(node, false) == null) {
            trail.add(node);
            left.push(ways.apply(node).iterator());
        }
    }
}
