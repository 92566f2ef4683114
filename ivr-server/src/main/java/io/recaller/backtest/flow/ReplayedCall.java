package io.recaller.backtest.flow;

import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Context;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import io.recaller.menu.planner.Policy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call to a flow, with what was known when it came.
 *
 * @param customer numbered from 0
 * @param topic what it turned out to be about, which only its way to the task may know
 * @param history newest first; who has none is a stranger
 * @param fields known from earlier contacts
 */
record ReplayedCall(
        Instant at,
        ZoneId zone,
        int customer,
        Topic topic,
        Model model,
        List<PastContact> history,
        Personal personal,
        Map<String, KnownField> fields) {

    /** What the engine may know of it; a number was shown and nothing more proved. */
    Context context(WayOfServing serving, Policy policy, HeardBefore heard) {
        return new Context(at, zone, TrustTier.CLAIMED, model, known(serving, policy, heard));
    }

    private Optional<Context.Known> known(WayOfServing serving, Policy policy, HeardBefore heard) {
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Context.Known(
                                serving.prefills() ? fields : Map.of(),
                                history,
                                personal,
                                List.of(),
                                List.of(),
                                policy,
                                heard.pastOrders(),
                                heard.offers()));
    }
}
