package io.recaller.experiment;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.experiment.MenuReport.Arm;
import java.time.ZoneId;
import java.util.Map;

/** A report for machines: the names are stable, times are ISO 8601. Pure. */
public final class ReportJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MenuReport report;
    private final ZoneId zone;

    private ReportJson(MenuReport report, ZoneId zone) {
        this.report = report;
        this.zone = zone;
    }

    /** One object; the zone is for times within sentences. */
    public static ObjectNode of(MenuReport report, ZoneId zone) {
        return new ReportJson(report, zone).json();
    }

    private ObjectNode json() {
        var json =
                JSON.createObjectNode()
                        .put("from", report.period().from().toString())
                        .put("to", report.period().to().toString())
                        .put("at", report.at().toString())
                        .put("leastCustomers", report.leastCustomers())
                        .put("trusted", report.isTrusted());
        report.sampleRatio().ifPresent(ratio -> json.set("sampleRatio", json(ratio)));
        var policies = json.putObject("policies");
        report.arms().forEach(arm -> policies.set(arm.policy(), json(arm)));
        var off = json.putArray("switchedOff");
        report.switches().values().stream()
                .filter(last -> !last.on())
                .forEach(last -> off.add(json(last)));
        return json;
    }

    private static ObjectNode json(SampleRatio ratio) {
        var json =
                JSON.createObjectNode()
                        .put("chiSquare", ratio.chiSquare())
                        .put("degrees", ratio.degrees())
                        .put("p", ratio.p());
        var arms = json.putObject("arms");
        ratio.arms()
                .forEach((arm, size) ->
                        arms.putObject(arm)
                                .put("customers", size.customers())
                                .put("expected", size.expected()));
        return json;
    }

    private ObjectNode json(Arm arm) {
        var json =
                JSON.createObjectNode().put("customers", arm.customers()).put("calls", arm.calls());
        json.set("metrics", json(arm.metrics()));
        if (!arm.isControl()) {
            json.set("differences", json(arm.differences()));
            json.put("verdict", report.verdict(arm).slug());
            var words = json.putArray("words");
            ReportWords.about(report, arm, zone).forEach(words::add);
        }
        return json;
    }

    private static ObjectNode json(Map<Metric, Estimate> estimates) {
        var json = JSON.createObjectNode();
        for (var metric : Metric.values()) {
            var estimate = estimates.get(metric);
            if (estimate != null) {
                var figures =
                        json.putObject(metric.slug())
                                .put("value", estimate.value())
                                .put("of", estimate.of());
                figures.putArray("ci95").add(estimate.low()).add(estimate.high());
            }
        }
        return json;
    }

    private static ObjectNode json(PolicySwitch off) {
        return JSON.createObjectNode()
                .put("policy", off.policy().slug())
                .put("at", off.at().toString())
                .put("by", off.byOperator() ? "operator" : "server")
                .put("reason", off.reason());
    }
}
