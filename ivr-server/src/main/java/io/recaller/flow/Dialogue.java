package io.recaller.flow;

import io.recaller.speech.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A contact's place in a flow: all that is needed to go on from here, on any server and channel.
 *
 * @param flow the name of the flow
 * @param flowSha the SHA-256 of the flow's text as served, so a call stays on its version
 * @param node the node now rendered
 * @param step where within the node (a form's field, a retry), owned by the engine; empty at entry
 * @param data what was collected and looked up, by name
 * @param path the nodes entered and keys chosen so far, oldest first, for the card and for reports
 */
public record Dialogue(
        String flow,
        String flowSha,
        String node,
        String step,
        Language language,
        Map<String, String> data,
        List<String> path) {
    public Dialogue {
        data = Map.copyOf(data);
        path = List.copyOf(path);
    }

    public Dialogue at(String next) {
        var longer = new ArrayList<>(path);
        longer.add(next);
        return new Dialogue(flow, flowSha, next, "", language, data, longer);
    }

    /** Never the data: it may hold what the caller typed. */
    @Override
    public String toString() {
        return "Dialogue[" + flow + " " + node + " " + path + "]";
    }
}
