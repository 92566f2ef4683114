package io.recaller.experiment;

import io.recaller.db.generated.tables.records.MenuSumsRecord;
import io.recaller.experiment.ArmShares.Shares;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How large each arm is and was meant to be, of the customers who heard a menu that a policy may
 * order, whatever they heard.
 */
final class ArmSizes {
    private ArmSizes() {}

    /**
     * Of rows that say how many customers there are by arm and shares.
     *
     * @param drawn all shares by which customers were ever drawn
     */
    static Map<String, SampleRatio.Size> of(List<Shares> drawn, List<MenuSumsRecord> rows) {
        var seen = new HashMap<String, Integer>();
        var expected = new HashMap<String, Double>();
        var shares = new HashMap<Instant, Shares>();
        drawn.forEach(each -> shares.put(each.since(), each));
        for (var row : rows) {
            var share = shares.get(row.getSharesSince());
            if (share != null) {
                var customers = Math.toIntExact(row.getCustomers());
                seen.merge(row.getArm(), customers, Integer::sum);
                share.byArm()
                        .forEach((arm, part) -> expected.merge(arm, part * customers, Double::sum));
            }
        }
        var names = new HashSet<>(seen.keySet());
        names.addAll(expected.keySet());
        var sizes = new HashMap<String, SampleRatio.Size>();
        names.forEach(name ->
                sizes.put(
                        name,
                        new SampleRatio.Size(
                                seen.getOrDefault(name, 0), expected.getOrDefault(name, 0.0))));
        return sizes;
    }
}
