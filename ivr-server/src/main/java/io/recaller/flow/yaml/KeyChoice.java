package io.recaller.flow.yaml;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;

/**
 * A place of the schema where exactly one of several keys must stand, and what stands there.
 *
 * @param keys of which one is needed
 * @param present those of them that are there
 */
record KeyChoice(List<String> keys, List<String> present) {
    /** Of a {@code oneOf} whose branches each require one key. */
    static KeyChoice of(Error error) {
        var keys = new ArrayList<String>();
        error.getSchemaNode().forEach(branch -> keys.add(branch.at("/required/0").asString("")));
        var present = keys.stream().filter(error.getInstanceNode()::has).toList();
        return new KeyChoice(List.copyOf(keys), present);
    }

    boolean isMixed() {
        return present.size() > 1;
    }

    String message() {
        return (keys.contains("hand_off") ? "a node" : "a field")
                + " must have exactly one of "
                + String.join(", ", keys)
                + (isMixed() ? ", but has " + String.join(" and ", present) : ", but has none");
    }

    String remedy() {
        return isMixed()
                ? "Keep one of them, and make a node or field of its own of the other"
                : "Add one of them; docs/flows.md shows each";
    }
}
