package io.recaller.customer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Into which groups customers are drawn, to learn what a menu policy is worth. Drawn by hash: the
 * same customer always draws the same lot.
 *
 * @param control share of customers, 0 to 1, in the control group
 * @param policies policy → share of the other customers; the shares add up to 1
 */
public record Arms(double control, SortedMap<String, Double> policies) {
    /** The name of the control group. */
    public static final String CONTROL = "control";

    private static final double LOTS = 1L << 53;
    private static final double ROUNDING = 1e-6;

    public Arms {
        requireShare(control);
        policies.values().forEach(Arms::requireShare);
        var sum = policies.values().stream().mapToDouble(Double::doubleValue).sum();
        if (Math.abs(sum - 1) > ROUNDING) {
            throw new IllegalArgumentException("the shares must add up to 1, not " + sum);
        }
        policies = Collections.unmodifiableSortedMap(new TreeMap<>(policies));
    }

    /** One policy for everybody who is not in the control group. */
    public static Arms of(double control, String policy) {
        return new Arms(control, new TreeMap<>(Map.of(policy, 1.0)));
    }

    private static void requireShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is 0 to 1, not " + share);
        }
    }

    /** {@link #CONTROL} or a policy; of two customers that are one, the survivor draws. */
    public String draw(CustomerId customer) {
        if (lot("control arm ", customer) < control) {
            return CONTROL;
        }
        var lot = lot("policy ", customer);
        for (var policy : policies.entrySet()) {
            lot -= policy.getValue();
            if (lot < 0) {
                return policy.getKey();
            }
        }
        return lastOfAll();
    }

    /** For the lot that falls behind the last share because their sum is rounded. */
    private String lastOfAll() {
        return policies.reversed().entrySet().stream()
                .filter(policy -> policy.getValue() > 0)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /**
     * Evenly from 0 to just below 1. The id itself would not do: it begins with a time.
     *
     * @param draw another one for everything that is drawn: lots of two draws are independent
     */
    public static double lot(String draw, CustomerId customer) {
        try {
            var text = (draw + customer).getBytes(StandardCharsets.US_ASCII);
            var hash = MessageDigest.getInstance("SHA-256").digest(text);
            return (ByteBuffer.wrap(hash).getLong() >>> 11) / LOTS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
