package io.recaller.flow.engine;

import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import java.util.ArrayList;
import java.util.List;

/** The menus on the way to where a dialogue is. */
final class OpenMenus {
    private OpenMenus() {}

    /** The first first. To come back to a menu leaves those after it. */
    static List<Node.Menu> of(Flow flow, Dialogue dialogue) {
        var open = new ArrayList<Node.Menu>();
        for (var entry : dialogue.path()) {
            if (entry instanceof PathEntry.Entered(String node)
                    && flow.nodes().get(node) instanceof Node.Menu menu) {
                var at = open.indexOf(menu);
                open.subList(at < 0 ? open.size() : at, open.size()).clear();
                open.add(menu);
            }
        }
        return open;
    }
}
