package io.recaller.customer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Draws the control group by hash: the same customer always draws the same lot. */
final class ControlArm {
    private static final double LOTS = 1L << 53;

    private ControlArm() {}

    static boolean drawn(CustomerId customer, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is 0 to 1: " + share);
        }
        return lot(customer) < share;
    }

    /** Evenly from 0 to just below 1. The id itself would not do: it begins with a time. */
    private static double lot(CustomerId customer) {
        try {
            var text = ("control arm " + customer).getBytes(StandardCharsets.US_ASCII);
            var hash = MessageDigest.getInstance("SHA-256").digest(text);
            return (ByteBuffer.wrap(hash).getLong() >>> 11) / LOTS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
