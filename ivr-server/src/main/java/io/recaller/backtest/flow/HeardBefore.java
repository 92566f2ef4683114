package io.recaller.backtest.flow;

import io.recaller.contact.history.PastOffer;
import io.recaller.contact.history.PastOrder;
import io.recaller.customer.TrustTier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one customer heard on earlier calls, as a call remembers it.
 *
 * @param orders the last order by menu, as option ids
 * @param offers newest first
 */
record HeardBefore(Map<String, List<String>> orders, List<PastOffer> offers) {
    /** Older ones say nothing. */
    private static final int OFFERS = 5;

    HeardBefore {
        orders = Map.copyOf(orders);
        offers = List.copyOf(offers);
    }

    static HeardBefore nothing() {
        return new HeardBefore(Map.of(), List.of());
    }

    HeardBefore ordered(Map<String, List<String>> newer) {
        var all = new HashMap<>(orders);
        all.putAll(newer);
        return new HeardBefore(all, offers);
    }

    /** A number was shown on every call and nothing more proved. */
    Map<String, List<PastOrder>> pastOrders() {
        var past = new HashMap<String, List<PastOrder>>();
        orders.forEach(
                (menu, ids) -> past.put(menu, List.of(new PastOrder(TrustTier.CLAIMED, ids))));
        return past;
    }

    HeardBefore offered(PastOffer offer) {
        var all = new ArrayList<>(List.of(offer));
        all.addAll(offers.subList(0, Math.min(offers.size(), OFFERS - 1)));
        return new HeardBefore(orders, all);
    }
}
