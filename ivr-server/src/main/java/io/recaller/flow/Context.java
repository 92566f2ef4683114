package io.recaller.flow;

import io.recaller.contact.ActiveFact;
import io.recaller.contact.OpenRequest;
import io.recaller.contact.PastContact;
import io.recaller.contact.PastOffer;
import io.recaller.customer.KnownField;
import io.recaller.customer.TrustTier;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import io.recaller.menu.Policy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a step of a flow may know besides the dialogue and the input: one snapshot.
 *
 * @param now the instant of this step
 * @param zone the installation's time zone (setting {@code time-zone})
 * @param trust how sure we are who is speaking
 * @param model what was learned from everybody; one that knows no topic reads the plain menu
 * @param who what is known of the customer; empty for an unknown caller, a shared handle, or when
 *     the context came late
 */
public record Context(Instant now, ZoneId zone, TrustTier trust, Model model, Optional<Known> who) {

    /** A context in which nobody is known: the plain menu. */
    public static Context plain(Instant now, ZoneId zone) {
        return new Context(now, zone, TrustTier.UNKNOWN, Model.of(List.of()), Optional.empty());
    }

    /** The same caller, trusted differently. */
    Context trusted(TrustTier other) {
        return new Context(now, zone, other, model, who);
    }

    /**
     * What is known of one customer.
     *
     * @param fields the newest valid value by key
     * @param history newest first
     * @param personal what the model makes of it
     * @param requests the open ones, newest first; each says which trust it takes to hear of it
     * @param facts true now, of them or of their area, newest first; likewise
     * @param policy what decides the order of this customer's adaptive menus
     * @param lastOrders the last order heard by menu node, as option ids
     * @param offers made on earlier calls, newest first
     */
    public record Known(
            Map<String, KnownField> fields,
            List<PastContact> history,
            Personal personal,
            List<OpenRequest> requests,
            List<ActiveFact> facts,
            Policy policy,
            Map<String, List<String>> lastOrders,
            List<PastOffer> offers) {
        public Known {
            fields = Map.copyOf(fields);
            history = List.copyOf(history);
            requests = List.copyOf(requests);
            facts = List.copyOf(facts);
            lastOrders = Map.copyOf(lastOrders);
            offers = List.copyOf(offers);
        }

        /** Of somebody who was never made an offer. */
        public Known(
                Map<String, KnownField> fields,
                List<PastContact> history,
                Personal personal,
                List<OpenRequest> requests,
                List<ActiveFact> facts,
                Policy policy,
                Map<String, List<String>> lastOrders) {
            this(fields, history, personal, requests, facts, policy, lastOrders, List.of());
        }
    }
}
