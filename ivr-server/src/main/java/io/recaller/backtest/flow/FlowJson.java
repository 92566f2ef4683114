package io.recaller.backtest.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The result of a replay through a flow for machines; its names are public ({@code
 * docs/backtest.md}).
 */
public final class FlowJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FlowJson() {}

    /** What stands under {@code flow} beside the policies. */
    public static ObjectNode of(FlowResult result) {
        var score = result.score();
        var all = WayOfServing.OFFERS_AND_PREFILL;
        var json = JSON.createObjectNode();
        json.put("flow", result.flow());
        json.put("node", result.menu().id());
        json.put("covered", result.covered().share());
        json.put("calls", score.calls());
        json.put("offersMade", score.offersMade(all));
        json.put("offersRight", score.offersRight(all));
        var seconds = json.putObject("secondsToTask");
        for (var serving : WayOfServing.values()) {
            seconds.put(serving.id(), score.seconds(serving));
        }
        var savings = json.putObject("saving");
        for (var serving : WayOfServing.changes()) {
            var saving = score.saving(serving);
            var told = savings.putObject(serving.id()).put("percent", saving.percent());
            told.putArray("ci95").add(saving.low()).add(saving.high());
        }
        return json;
    }
}
