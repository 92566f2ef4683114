package io.recaller.contact.history;

import io.recaller.customer.TrustTier;
import java.util.List;

/**
 * An order in which a menu was heard on an earlier call.
 *
 * @param options ids, first one first
 * @param trust the highest that call reached: what its caller could not have heard below is in the
 *     order
 */
public record PastOrder(TrustTier trust, List<String> options) {
    public PastOrder {
        options = List.copyOf(options);
    }
}
