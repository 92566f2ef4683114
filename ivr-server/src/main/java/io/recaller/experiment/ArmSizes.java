package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_ARM_SIZES;

import io.recaller.db.Tx;
import io.recaller.experiment.ArmShares.Shares;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * How large each arm is and was meant to be, of the customers who heard a menu that a policy may
 * order, whatever they heard.
 */
final class ArmSizes {
    private ArmSizes() {}

    static Map<String, SampleRatio.Size> read(Tx tx, Period period) {
        var seen = new HashMap<String, Integer>();
        var expected = new HashMap<String, Double>();
        var shares = new HashMap<Instant, Shares>();
        ArmShares.read(tx).forEach(each -> shares.put(each.since(), each));
        for (var row : tx.dsl().fetch(MENU_ARM_SIZES.call(period.from(), period.to()))) {
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
