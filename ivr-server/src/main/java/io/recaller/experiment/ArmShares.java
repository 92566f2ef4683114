package io.recaller.experiment;

import static io.recaller.db.generated.Tables.ARM_SHARE;

import io.recaller.customer.Arms;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How large each arm was meant to be, and since when. */
public final class ArmShares {
    private ArmShares() {}

    /** The share of all customers by arm, from an instant on. */
    record Shares(Instant since, Map<String, Double> byArm) {}

    /** From now on customers are drawn so; nothing is written when they were before. */
    public static void keep(Tx tx, Arms arms, Instant now) {
        var shares = shares(arms);
        var known = read(tx);
        if (known.isEmpty() || !known.getFirst().byArm().equals(shares)) {
            shares.forEach((arm, share) ->
                    tx.dsl()
                            .insertInto(ARM_SHARE)
                            .set(ARM_SHARE.SINCE_AT, now)
                            .set(ARM_SHARE.ARM, arm)
                            .set(ARM_SHARE.SHARE, share)
                            .onConflictDoNothing()
                            .execute());
        }
    }

    private static Map<String, Double> shares(Arms arms) {
        var shares = new TreeMap<String, Double>();
        shares.put(Arms.CONTROL, arms.control());
        arms.policies()
                .forEach((policy, share) -> shares.put(policy, share * (1 - arms.control())));
        return shares;
    }

    /** Newest first. */
    static List<Shares> read(Tx tx) {
        return tx.dsl().selectFrom(ARM_SHARE).fetchGroups(ARM_SHARE.SINCE_AT).entrySet().stream()
                .map(rows ->
                        new Shares(
                                rows.getKey(),
                                rows.getValue().intoMap(ARM_SHARE.ARM, ARM_SHARE.SHARE)))
                .sorted(Comparator.comparing(Shares::since).reversed())
                .toList();
    }
}
