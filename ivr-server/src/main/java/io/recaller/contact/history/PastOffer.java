package io.recaller.contact.history;

import java.time.Instant;

/**
 * An offer this customer was made on an earlier call.
 *
 * @param right whether it was taken and the call was about it in the end
 */
public record PastOffer(Instant at, boolean right) {}
