package io.recaller.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The result of a replay for machines; its names are public ({@code docs/menu-planner.md}). */
public final class ReplayJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReplayJson() {}

    /** One object, without line ends. */
    public static ObjectNode of(Result result) {
        var json = JSON.createObjectNode();
        json.put("contacts", result.contacts());
        json.put("customers", result.customers());
        json.put("scored", result.scored());
        json.put("options", result.options().size());
        var policies = json.putObject("policies");
        for (var score : result.scores()) {
            policies.putObject(score.policy())
                    .put("seconds", score.seconds())
                    .put("top1", score.top(1))
                    .put("top2", score.top(2))
                    .put("meanRank", score.meanRank());
        }
        var saving = Saving.of(result, Replay.RECALLER);
        var told = json.putObject("saving");
        told.put("versus", Replay.DESIGNER);
        told.put("percent", saving.percent());
        told.putArray("ci95").add(saving.low()).add(saving.high());
        json.put("changedFirstOption", result.changedFirstOption());
        json.put("calibrationError", result.calibration().error());
        return json;
    }
}
